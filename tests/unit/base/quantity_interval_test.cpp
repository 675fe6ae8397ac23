// Intervals: both ends, open ends, an end that borrows its unit, and the ways to get one wrong.
#include "support/catch.hpp"

#include <placer/quantity.hpp>

using placer::Interval;
using placer::QuantityError;
using placer::unbounded;
using placer::Unit;

namespace {

constexpr std::int64_t mebi = 1 << 20;
constexpr std::int64_t gibi = 1 << 30;

struct Accepted {
  Unit unit = Unit::count;
  const char* text = "";
  Interval interval;
};

constexpr Accepted accepted[] = {
    {Unit::bytes, "512MiB..2GiB", {512 * mebi, 2 * gibi}},
    {Unit::bytes, " 512 MiB .. 2 GiB ", {512 * mebi, 2 * gibi}},
    {Unit::bytes, "1..2GiB", {gibi, 2 * gibi}},
    {Unit::bytes, "0.5..1.5GiB", {gibi / 2, 3 * gibi / 2}},
    {Unit::bytes, "0..2GiB", {0, 2 * gibi}},
    {Unit::bytes, "..2GiB", {0, 2 * gibi}},
    {Unit::bytes, "1GiB..", {gibi, unbounded}},
    {Unit::bytes, "1GiB..1GiB", {gibi, gibi}},
    {Unit::duration, "1..5min", {60'000, 300'000}},
    {Unit::duration, "30s..1h30m", {30'000, 5'400'000}},
    {Unit::count, "1..", {1, unbounded}},
    {Unit::count, "0..4", {0, 4}},
    {Unit::vcpu, "0.5..2", {500, 2000}},
    {Unit::vcpu, "500m..2", {500, 2000}},
    {Unit::vcpu, "1..2 vCPU", {1000, 2000}},
    {Unit::vcpu, "0..500m", {0, 500}},
    {Unit::rate, "1..3M/month", {381, 1142}},
    {Unit::percent, "10..20%", {100'000, 200'000}},
    {Unit::percent, "70%..", {700'000, unbounded}},
    {Unit::money, "$1..$2", {1'000'000, 2'000'000}},
    {Unit::money, "1..$2", {1'000'000, 2'000'000}},
};

struct Refused {
  Unit unit;
  const char* text;
  std::uint32_t offset;
  std::uint32_t length;
  const char* message;
  const char* help;
};

constexpr Refused refused[] = {
    {Unit::bytes, " .. ", 1, 2, "an interval needs a number on at least one side",
     "write for example 512MiB.."},
    {Unit::bytes, "2GiB..1GiB", 0, 10, "the first number of an interval must not be above the second",
     "write 1GiB..2GiB"},
    {Unit::bytes, "512..2GiB", 0, 9, "the first number of an interval must not be above the second",
     "write 512MiB..2GiB"},
    {Unit::bytes, "500..2GB", 0, 8, "the first number of an interval must not be above the second",
     "write 500MB..2GB"},
    {Unit::duration, "90 .. 2m", 0, 8, "the first number of an interval must not be above the second",
     "write 90s..2m"},
    {Unit::duration, "5000..2min", 0, 10, "the first number of an interval must not be above the second",
     "write 5000ms..2min"},
    {Unit::rate, "500..2krps", 0, 10, "the first number of an interval must not be above the second",
     "write 500rps..2krps"},
    {Unit::percent, "20..10%", 0, 7, "the first number of an interval must not be above the second",
     "write 10%..20%"},
    {Unit::count, "5..2", 0, 4, "the first number of an interval must not be above the second", "write 2..5"},
    {Unit::bytes, "1GiB...2GiB", 0, 11, "an interval is two numbers with two dots between them",
     "write 1GiB..2GiB"},
    {Unit::bytes, "...", 0, 3, "an interval is two numbers with two dots between them",
     "write for example 512MiB.."},
    {Unit::count, "1..2..3", 0, 7, "an interval is two numbers with two dots between them",
     "write for example 3.."},
    {Unit::bytes, "1GiB..x", 6, 1, "expected a size in bytes, found 'x'", "write for example 512MiB"},
    {Unit::bytes, "x..1GiB", 0, 1, "expected a size in bytes, found 'x'", "write for example 512MiB"},
    {Unit::bytes, "1GiB..2", 6, 1, "a size in bytes needs a unit", "write 2MiB or 2MB"},
    {Unit::bytes, "1..", 0, 1, "a size in bytes needs a unit", "write 1MiB or 1MB"},
    {Unit::bytes, "1..2mb", 4, 2, "'mb' is not a unit of a size in bytes", "write 2MB or 2MiB"},
    {Unit::duration, "1..1h30m", 0, 1, "a duration needs a unit", "write 1s or 1min"},
    {Unit::duration, "1m30..5m", 2, 2, "a duration needs a unit", "write 30s or 30min"},
    {Unit::bytes, "512MiB-2GiB", 0, 11, "an interval is written with two dots", "write 512MiB..2GiB"},
    {Unit::duration, "5-10s", 0, 5, "an interval is written with two dots", "write 5..10s"},
    {Unit::count, "5 \u2013 10", 0, 8, "an interval is written with two dots", "write 5..10"},
    {Unit::vcpu, "500..2000m", 0, 3, "this may be a number of vCPUs or of thousandths", "write 500m..2000m"},
    {Unit::vcpu, "1..2500m", 0, 1, "this may be a number of vCPUs or of thousandths",
     "write 1m..2500m or 1..2.5"},
};

}  // namespace

TEST_CASE("an interval has two ends or one") {
  for (const Accepted& row : accepted) {
    CAPTURE(row.text);
    QuantityError error;
    const auto interval = placer::parse_quantity(row.text, row.unit, error);
    CAPTURE(error.message);
    REQUIRE(interval);
    CHECK(interval->low == row.interval.low);
    CHECK(interval->high == row.interval.high);
    CHECK(interval->is_point() == (row.interval.low == row.interval.high));
  }
}

TEST_CASE("an interval that is not clear is refused") {
  for (const Refused& row : refused) {
    CAPTURE(row.text);
    QuantityError error;
    REQUIRE_FALSE(placer::parse_quantity(row.text, row.unit, error));
    CHECK(error.message == row.message);
    CHECK(error.help == row.help);
    CHECK(error.offset == row.offset);
    CHECK(error.length == row.length);
  }
}

TEST_CASE("a place is found in a view that is part of a longer text") {
  const std::string line = "memory: 512mb # much";
  QuantityError error;
  REQUIRE_FALSE(placer::parse_quantity(std::string_view(line).substr(7, 7), Unit::bytes, error));
  CHECK(error.offset == 4);
  CHECK(error.length == 2);
}
