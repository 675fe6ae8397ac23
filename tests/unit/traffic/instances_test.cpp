// The tree of instances answers as a search through all of them would, whatever their number.
#include "traffic/instances.hpp"

#include "support/catch.hpp"
#include "traffic/random.hpp"

#include <vector>

using namespace placer::traffic;

namespace {

/// The same by looking at each, in the order of their starts.
struct Plain {
  struct One {
    double born, free;
  };
  std::vector<One> all;

  int newest_free(double now) const {
    for (int i = static_cast<int>(all.size()) - 1; i >= 0; --i)
      if (all[static_cast<std::size_t>(i)].free <= now) return i;
    return -1;
  }
  int longest_free() const {
    int longest = -1;
    for (int i = 0; i < static_cast<int>(all.size()); ++i)
      if (longest < 0 || all[static_cast<std::size_t>(i)].free < all[static_cast<std::size_t>(longest)].free)
        longest = i;
    return longest;
  }
};

}  // namespace

TEST_CASE("without instances none is free") {
  const Instances none;
  CHECK(none.newest_free(1e9) == Instances::none);
  CHECK(none.longest_free() == Instances::none);
}

TEST_CASE("the newest free and the longest free are those that a search finds") {
  for (const double most : {3.0, 40.0, 700.0, 5000.0}) {
    Instances tree;
    Plain plain;
    Random random(11);
    double now = 0;
    for (int step = 0; step < 20'000; ++step) {
      now += random.exponential() / most;
      const int expected = plain.newest_free(now);
      const std::size_t place = tree.newest_free(now);
      REQUIRE((place == Instances::none) == (expected < 0));
      const double until = now + random.exponential();
      if (expected < 0) {
        tree.start(now, until);
        plain.all.push_back({now, until});
      } else {
        auto& one = plain.all[static_cast<std::size_t>(expected)];
        REQUIRE(tree.born(place) == one.born);
        tree.set_busy(place, until);
        one.free = until;
      }
      const std::size_t longest = tree.longest_free();
      const int other = plain.longest_free();
      REQUIRE(tree.free_from(longest) == plain.all[static_cast<std::size_t>(other)].free);
      if (random.uniform() < 0.05 && tree.free_from(longest) <= now) {
        tree.give_up(longest);
        plain.all.erase(plain.all.begin() + other);
      }
      REQUIRE(tree.alive() == plain.all.size());
    }
  }
}

TEST_CASE("sixteen numbers: which are not above a bound, the least but one, and one changed") {
  Random random(5);
  for (int round = 0; round < 200; ++round) {
    double values[sixteen::count];
    for (double& value : values) value = random.uniform() < 0.2 ? sixteen::infinity : random.uniform();
    const double bound = round % 2 == 0 ? random.uniform() : values[round % 16];
    std::uint32_t mask = 0;
    for (std::size_t i = 0; i < sixteen::count; ++i) mask |= std::uint32_t{values[i] <= bound} << i;
    CHECK(sixteen::not_above(values, bound) == mask);
    for (std::size_t skip = 0; skip < sixteen::count; ++skip) {
      double least = sixteen::infinity;
      for (std::size_t i = 0; i < sixteen::count; ++i)
        if (i != skip) least = std::min(least, values[i]);
      CHECK(sixteen::least_but(values, skip) == least);
    }
    const std::size_t at = static_cast<std::size_t>(round) % sixteen::count;
    const double before = values[at ^ 1];
    sixteen::put(values, at, 0.25);
    CHECK(values[at] == 0.25);
    CHECK(values[at ^ 1] == before);
  }
}
