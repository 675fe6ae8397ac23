// Machines are packed as bills reckon it, start where there is no room, and go one by one.
#include "traffic/nodes.hpp"

#include "support/catch.hpp"

using namespace placer::traffic;

TEST_CASE("as many machines as hold the instances, and those that are to be spare") {
  CHECK(Packing{}.nodes(7) == 0);
  const Packing four{.per_node = 4};
  CHECK(four.nodes(0) == 0);
  CHECK(four.nodes(4) == 1);
  CHECK(four.nodes(5) == 2);
  CHECK(Packing{.per_node = 4, .least = 3}.nodes(5) == 3);
  CHECK(Packing{.per_node = 4, .spare = 200'000}.nodes(41) == 14);  // 11, and a fifth of them
  CHECK(Packing{.per_node = 4, .full = 800'000}.nodes(40) == 13);   // 10 full ones
  CHECK(Packing{.per_node = 4, .reckoned = 700'000, .full = 700'000}.nodes(40) == 10);
}

TEST_CASE("an instance waits for the machine that it needs, and no other does") {
  Nodes nodes({.per_node = 2}, 100, 600);
  nodes.begin_with(1);
  CHECK(nodes.place(10, 2) == 10);
  CHECK(nodes.place(10, 3) == 110);
  CHECK(nodes.place(20, 4) == 110);
  CHECK(nodes.place(120, 4) == 120);
  CHECK(nodes.count() == 2);
}

TEST_CASE("each machine goes when nobody has needed it for a while, though the others fill again") {
  Nodes nodes({.per_node = 1}, 0, 600);
  nodes.begin_with(0);
  for (std::uint64_t i = 1; i <= 50; ++i) nodes.place(0, i);
  nodes.tidy(15, 5);
  for (int at = 30; at <= 600; at += 15) {
    nodes.place(at, 6);  // which kept all fifty of them once
    nodes.tidy(at, 5);
  }
  CHECK(nodes.count() == 50);
  nodes.tidy(615, 5);
  CHECK(nodes.count() == 6);
  nodes.tidy(1230, 5);
  CHECK(nodes.count() == 5);
}
