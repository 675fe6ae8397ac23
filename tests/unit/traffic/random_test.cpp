// The generator is the published one, its streams differ, and its transforms have the moments and tails that
// they should. Seeds are fixed, so that nothing here fails by chance.
#include "traffic/random.hpp"

#include "support/catch.hpp"

#include <array>
#include <cmath>

using namespace placer::traffic;

TEST_CASE("the numbers are those that xoshiro256++ is published with") {
  Random random(std::array<std::uint64_t, 4>{1, 2, 3, 4});
  for (const std::uint64_t expected : {41943041ULL, 58720359ULL, 3588806011781223ULL, 3591011842654386ULL,
                                       9228616714210784205ULL, 9973669472204895162ULL})
    CHECK(random.bits() == expected);
}

TEST_CASE("the same seed gives the same numbers, on every machine") {
  Random random(1);
  CHECK(random.bits() == 6128568902364887327U);
  CHECK(random.exponential() == 0x1.90b968ff07b32p-3);
  CHECK(random.normal() == 0x1.7e15bfa03db6dp-3);
}

TEST_CASE("seeds and streams differ from the first number on") {
  CHECK(Random(1).bits() != Random(2).bits());
  CHECK(Random(1, 0).bits() != Random(1, 1).bits());
  CHECK(Random(1, 2).bits() != Random(2, 1).bits());
}

TEST_CASE("uniform numbers are between 0 and 1, and as many in each tenth") {
  Random random(7);
  std::array<int, 10> tenths{};
  for (int i = 0; i < 1'000'000; ++i) {
    const double x = random.uniform();
    REQUIRE((x > 0 && x < 1));
    ++tenths[static_cast<std::size_t>(x * 10)];
  }
  // The deviation of each is 300.
  for (const int count : tenths) CHECK(std::abs(count - 100'000) < 1200);
}

TEST_CASE("exponential numbers have the moments and the tail of their distribution") {
  Random random(3);
  constexpr int count = 10'000'000;
  double sum = 0, squares = 0;
  int beyond[3] = {};
  for (int i = 0; i < count; ++i) {
    const double x = random.exponential();
    sum += x;
    squares += x * x;
    for (int k = 0; k < 3; ++k) beyond[k] += x > 1 + 4 * k;
  }
  CHECK(std::abs(sum / count - 1) < 4 / std::sqrt(count));
  CHECK(std::abs(squares / count - 2) < 4 * std::sqrt(20.0 / count));
  for (int k = 0; k < 3; ++k) {  // the last lies in the tail, which is drawn in another way
    const double expected = count * std::exp(-(1 + 4 * k));
    CHECK(std::abs(beyond[k] - expected) < 4 * std::sqrt(expected));
  }
}

TEST_CASE("normal numbers have the moments of their distribution") {
  Random random(5);
  constexpr int count = 1'000'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < count; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  CHECK(std::abs(sum / count) < 4 / std::sqrt(count));
  CHECK(std::abs(squares / count - 1) < 4 * std::sqrt(2.0 / count));
}

TEST_CASE("a jump is as long as 2^128 steps") {
  // What the matrix of a step, squared 128 times, makes of the state.
  Random random(std::array<std::uint64_t, 4>{1, 2, 3, 4});
  random.jump();
  for (const std::uint64_t expected :
       {17043750140134683703ULL, 2364973248208838314ULL, 13951431646535487319ULL})
    CHECK(random.bits() == expected);
}
