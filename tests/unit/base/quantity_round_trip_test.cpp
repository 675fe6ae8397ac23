// What is printed is read back as the same integer: near every power of two and ten, near every multiple of a
// unit, and for many scattered values.
#include "support/catch.hpp"

#include <placer/quantity.hpp>

#include <algorithm>
#include <cstdlib>
#include <vector>

using placer::Interval;
using placer::Unit;

namespace {

constexpr Unit units[] = {Unit::count, Unit::bytes,   Unit::duration, Unit::vcpu,
                          Unit::rate,  Unit::percent, Unit::money,    Unit::bandwidth};

constexpr std::int64_t largest = INT64_MAX - 1;

void add_around(std::vector<std::int64_t>& values, std::int64_t centre) {
  for (std::int64_t offset = -2; offset <= 2; ++offset) {
    if (centre + offset >= 0) values.push_back(centre + offset);
  }
}

std::vector<std::int64_t> interesting_values() {
  std::vector<std::int64_t> values = {largest, largest - 1};
  for (std::int64_t power = 1; power < largest / 10; power *= 10) add_around(values, power);
  for (int bit = 0; bit < 62; ++bit) add_around(values, std::int64_t{1} << bit);
  for (const std::int64_t unit : {1000LL, 60'000LL, 3'600'000LL, 86'400'000LL, 604'800'000LL, 2'592'000'000LL,
                                  1LL << 20, 1LL << 30, 8LL << 30, 1LL << 50, 1'000'000'000'000'000LL}) {
    for (const std::int64_t times : {1, 3, 7, 15, 90, 250, 1536}) add_around(values, unit * times);
  }
  // A linear congruential generator (Knuth's constants), shifted so that all magnitudes occur.
  std::uint64_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const auto value = static_cast<std::int64_t>((state >> 1) >> (i % 62));
    if (value <= largest) values.push_back(value);
  }
  return values;
}

}  // namespace

TEST_CASE("every printed value is read back") {
  const std::vector<std::int64_t> values = interesting_values();
  for (const Unit unit : units) {
    std::size_t read = 0;
    std::size_t wanted = 0;
    for (std::int64_t value : values) {
      if (unit == Unit::percent) value %= 1'000'001;
      ++wanted;
      placer::QuantityError error;
      const std::string text = placer::format_quantity(value, unit);
      if (placer::parse_quantity(text, unit, error) == Interval{value, value}) {
        ++read;
      } else {
        CAPTURE(value, error.message);
        CHECK(text == "read back");
      }
    }
    CAPTURE(to_string(unit));
    CHECK(read == wanted);
  }
}

TEST_CASE("every printed interval is read back") {
  const std::vector<std::int64_t> values = interesting_values();
  for (const Unit unit : units) {
    for (std::size_t i = 0; i + 1 < values.size(); i += 7) {
      Interval interval{std::min(values[i], values[i + 1]), std::max(values[i], values[i + 1])};
      if (unit == Unit::percent) interval = {interval.low % 1000, 1000 + interval.high % 999'001};
      if (i % 2 == 0) interval.high = placer::unbounded;
      const std::string text = placer::format_quantity(interval, unit);
      CAPTURE(text);
      placer::QuantityError error;
      REQUIRE(placer::parse_quantity(text, unit, error) == interval);
    }
  }
}

TEST_CASE("an approximation is near the value") {
  for (const std::int64_t value : interesting_values()) {
    if (value < 1000 || value > largest / 2) continue;
    const std::string text = placer::format_approximate(value, Unit::bytes);
    placer::QuantityError error;
    const auto rounded = placer::parse_quantity(text, Unit::bytes, error);
    CAPTURE(value, text);
    if (!rounded) {
      // 1.15GiB is no whole number of bytes; the two that it lies between are in the help.
      CHECK(error.message == "the smallest step of a size in bytes is 1B");
      continue;
    }
    CHECK(std::abs(rounded->low - value) <= value / 200 + 1);
  }
}
