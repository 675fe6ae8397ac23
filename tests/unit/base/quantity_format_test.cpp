// How values are printed, exactly and for reading.
#include "support/catch.hpp"

#include <placer/quantity.hpp>

using placer::Interval;
using placer::unbounded;
using placer::Unit;

namespace {

struct Printed {
  Unit unit;
  std::int64_t value;
  const char* text;
};

constexpr Printed exact[] = {
    {Unit::count, 0, "0"},
    {Unit::count, 1000, "1000"},
    {Unit::bytes, 0, "0B"},
    {Unit::bytes, 1023, "1023B"},
    {Unit::bytes, 262'144'000, "250MiB"},
    {Unit::bytes, 262'144'001, "262144001B"},
    {Unit::bytes, 250'000'000, "250MB"},
    {Unit::bytes, 10'000'000'000, "10GB"},
    {Unit::bytes, 512'000, "500KiB"},
    {Unit::bytes, 1'610'612'736, "1536MiB"},
    {Unit::bytes, -2'000'000, "-2MB"},
    {Unit::bytes, INT64_MIN, "-8192PiB"},
    {Unit::bytes, unbounded, "unbounded"},
    {Unit::duration, 0, "0s"},
    {Unit::duration, 900'000, "15min"},
    {Unit::duration, 5'400'000, "90min"},
    {Unit::duration, 86'400'000, "1d"},
    {Unit::duration, 604'800'000, "7d"},
    {Unit::duration, 1001, "1001ms"},
    {Unit::vcpu, 250, "0.25"},
    {Unit::vcpu, 2000, "2"},
    {Unit::vcpu, 1001, "1.001"},
    {Unit::rate, 0, "0rps"},
    {Unit::rate, 400, "0.4rps"},
    {Unit::rate, 1157, "1.157rps"},
    {Unit::percent, 700'000, "70%"},
    {Unit::percent, 1, "0.0001%"},
    {Unit::percent, 1'500'000, "150%"},
    {Unit::money, 60'000, "0.06USD"},
    {Unit::bandwidth, 625'000'000, "625Mbps"},
    {Unit::bandwidth, 16'000'000, "16Mbps"},
    {Unit::bandwidth, 1, "1bps"},
};

constexpr Printed approximate[] = {
    {Unit::count, 1'234'567, "1234567"},
    {Unit::bytes, 10'737'418'240, "10GiB"},
    {Unit::bytes, 1'234'567'890, "1.15GiB"},
    {Unit::bytes, -1'234'567'890, "-1.15GiB"},
    {Unit::bytes, 3'154'116'608, "3008MiB"},
    {Unit::bytes, 10'240'000'000, "10.2GB"},
    {Unit::bytes, 123'456'000, "123MB"},
    {Unit::bytes, 12'345, "12.1KiB"},
    {Unit::bytes, (std::int64_t{1} << 40) - 1, "1TiB"},
    {Unit::bytes, (std::int64_t{1} << 40) - (std::int64_t{1} << 30) / 3 * 2, "1023GiB"},
    {Unit::bytes, INT64_MIN + 1, "-8192PiB"},
    {Unit::duration, 999, "999ms"},
    {Unit::duration, 1234, "1.23s"},
    {Unit::duration, 12'345, "12.3s"},
    {Unit::duration, 59'960, "1min"},
    {Unit::duration, 63'897, "1min 3.9s"},
    {Unit::duration, 599'960, "10min"},
    {Unit::duration, 754'567, "12min 35s"},
    {Unit::duration, 3'599'900, "1h"},
    {Unit::duration, 3'723'456, "1h 2min"},
    {Unit::duration, 90'061'001, "1d 1h"},
    {Unit::duration, 10'000'000'001, "116d"},
    {Unit::duration, -63'897, "-1min 3.9s"},
    {Unit::duration, 5'400'000, "90min"},
    {Unit::duration, unbounded, "unbounded"},
    {Unit::vcpu, 1'234'567, "1235"},
    {Unit::vcpu, 1250, "1.25"},
    {Unit::rate, 1157, "1.157rps"},
    {Unit::rate, 12'345, "12.3rps"},
    {Unit::rate, 1'234'567, "1.23krps"},
    {Unit::rate, 3'456'789'123, "3.46Mrps"},
    {Unit::rate, 999'999'999, "1Mrps"},
    {Unit::percent, 666'667, "66.7%"},
    {Unit::percent, 1234, "0.1234%"},
    {Unit::money, 123'456, "0.123USD"},
    {Unit::money, 12'345, "0.0123USD"},
    {Unit::money, 1'234'567'890, "1235USD"},
    {Unit::bandwidth, 123'456'789, "123Mbps"},
};

}  // namespace

TEST_CASE("the exact text uses the largest unit without a fraction") {
  for (const Printed& row : exact) {
    CAPTURE(row.value);
    CHECK(placer::format_quantity(row.value, row.unit) == row.text);
  }
}

TEST_CASE("the approximate text has three digits or two units") {
  for (const Printed& row : approximate) {
    CAPTURE(row.value);
    CHECK(placer::format_approximate(row.value, row.unit) == row.text);
  }
}

TEST_CASE("an interval is printed with two dots") {
  CHECK(placer::format_quantity(Interval{1024, 1024}, Unit::bytes) == "1KiB");
  CHECK(placer::format_quantity(Interval{1024, 2048}, Unit::bytes) == "1KiB..2KiB");
  CHECK(placer::format_quantity(Interval{1024, unbounded}, Unit::bytes) == "1KiB..");
  CHECK(placer::format_quantity(Interval{0, 500}, Unit::vcpu) == "0..0.5");
}

TEST_CASE("each base unit has a name") {
  CHECK(to_string(Unit::count) == "count");
  CHECK(to_string(Unit::bytes) == "bytes");
  CHECK(to_string(Unit::duration) == "ms");
  CHECK(to_string(Unit::vcpu) == "milli-vCPU");
  CHECK(to_string(Unit::rate) == "milli-rps");
  CHECK(to_string(Unit::percent) == "ppm");
  CHECK(to_string(Unit::money) == "micro-USD");
  CHECK(to_string(Unit::bandwidth) == "bps");
}

TEST_CASE("a bound of many digits is moved to one of few that keeps to it and is read back") {
  constexpr std::int64_t tebi = std::int64_t{1} << 40U;
  CHECK(placer::format_bound(13'743'895'348, Unit::bytes, false) == "13107MiB");
  CHECK(placer::format_bound(13'743'895'348, Unit::bytes, true) == "13108MiB");
  CHECK(placer::format_bound(32 * tebi - 1, Unit::bytes, false) == "32767GiB");
  for (const bool least : {false, true}) {
    CHECK(placer::format_bound(32 * tebi, Unit::bytes, least) == "32TiB");
    CHECK(placer::format_bound(250'000'000, Unit::bytes, least) == "250MB");
    CHECK(placer::format_bound(1537, Unit::bytes, least) == "1537B");
    CHECK(placer::format_bound(123'456'789, Unit::duration, least) ==
          placer::format_quantity(123'456'789, Unit::duration));
  }
}
