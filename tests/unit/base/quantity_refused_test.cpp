// What parse_quantity refuses: the guilty part, the message and the help. The help must keep its promise:
// what it says to write is accepted.
#include "support/catch.hpp"

#include <placer/quantity.hpp>

using placer::QuantityError;
using placer::Unit;

namespace {

struct Refused {
  Unit unit;
  std::string text;
  std::uint32_t offset;
  std::uint32_t length;
  std::string message;
  std::string help;
};

const std::string too_large = "the number is too large";

const Refused numbers[] = {
    {Unit::bytes, "", 0, 0, "expected a size in bytes, found nothing", "write for example 512MiB"},
    {Unit::bytes, " \t", 2, 0, "expected a size in bytes, found nothing", "write for example 512MiB"},
    {Unit::duration, " fast ", 1, 4, "expected a duration, found 'fast'", "write for example 15min"},
    {Unit::bytes, "MiB", 0, 3, "expected a size in bytes, found 'MiB'", "write for example 512MiB"},
    {Unit::duration, "-5s", 0, 3, "a negative number is not allowed", "write zero or more"},
    {Unit::duration, "+5s", 0, 1, "a number is written without a plus sign", "write 5s"},
    {Unit::vcpu, ".5", 0, 2, "a digit is missing before the decimal point", "write 0.5"},
    {Unit::bytes, "5.GiB", 0, 2, "a digit is missing after the decimal point", "write 5GiB"},
    {Unit::bytes, "1.2.3GiB", 3, 1, "a number has one decimal point",
     "for an interval write two dots, as in 1..2"},
    {Unit::bytes, " 1,000MB", 1, 5, "a number is written without separators", "write 1000MB"},
    {Unit::bytes, "1 000 000 B", 0, 9, "a number is written without separators", "write 1000000 B"},
    {Unit::bytes, "1_000MB", 0, 5, "a number is written without separators", "write 1000MB"},
    {Unit::count, "1'000", 0, 5, "a number is written without separators", "write 1000"},
    {Unit::vcpu, "0,5", 0, 3, "a number is written without separators", "write 0.5"},
    {Unit::vcpu, "0,500", 0, 5, "a number is written without separators", "write 0.500"},
    {Unit::vcpu, "1,25", 0, 4, "a number is written without separators", "write 1.25"},
    {Unit::count, "010", 0, 3, "a number does not begin with a zero", "write 10"},
    {Unit::vcpu, "00.5", 0, 4, "a number does not begin with a zero", "write 0.5"},
    {Unit::bytes, "000B", 0, 3, "a number does not begin with a zero", "write 0B"},
    {Unit::bytes, "1e3B", 0, 4, "a number is written without an exponent", "write all its digits"},
    {Unit::bytes, "1E-3GB", 0, 6, "a number is written without an exponent", "write all its digits"},
    {Unit::bytes, "9223372036854775807B", 0, 19, too_large, "write less than 8192PiB"},
    {Unit::bytes, "8192PiB", 0, 4, too_large, "write less than 8192PiB"},
    {Unit::bytes, "18446744073709551.9kB", 0, 19, too_large, "write less than 8192PiB"},
    {Unit::count, "99999999999999999999999", 0, 23, too_large, "write less than 9223372036854775806"},
    {Unit::duration, "15250284453w", 0, 11, too_large, "write less than 106751991167d"},
    {Unit::duration, "15250284452w4d", 0, 14, too_large, "write less than 106751991167d"},
    {Unit::rate, "10000000Grps", 0, 8, too_large, "write less than 9223372Grps"},
    {Unit::percent, "100.0001%", 0, 8, "a percentage is at most 100%", "write 100%, or less"},
    {Unit::percent, "99999999999999999999%", 0, 20, "a percentage is at most 100%", "write 100%, or less"},
};

const Refused fractions[] = {
    {Unit::count, "1.5", 0, 3, "the smallest step of a count is 1", "write 1 or 2"},
    {Unit::count, "3.0", 0, 3, "the smallest step of a count is 1", "write 3"},
    {Unit::bytes, "0.5B", 0, 3, "the smallest step of a size in bytes is 1B", "write 1B"},
    {Unit::bytes, "1.0001kB", 0, 6, "the smallest step of a size in bytes is 1B", "write 1kB or 1001B"},
    {Unit::duration, "1.0005s", 0, 6, "the smallest step of a duration is 1ms", "write 1s or 1001ms"},
    {Unit::vcpu, "0.0001", 0, 6, "the smallest step of a number of vCPUs is 0.001", "write 0.001"},
    {Unit::vcpu, "1.5m", 0, 3, "the smallest step of a number of vCPUs is 0.001", "write 0.001 or 0.002"},
    {Unit::percent, "0.00001%", 0, 7, "the smallest step of a percentage is 0.0001%", "write 0.0001%"},
    {Unit::money, "$0.0000015", 1, 9, "the smallest step of an amount of money is 0.000001USD",
     "write 0.000001USD or 0.000002USD"},
    {Unit::bandwidth, "0.5bps", 0, 3, "the smallest step of a bandwidth is 1bps", "write 1bps"},
    {Unit::duration, "500us", 3, 2, "'us' is finer than a millisecond, the smallest step of a duration",
     "write 1ms"},
    {Unit::duration, "5000\u00B5s", 4, 3,
     "'\u00B5s' is finer than a millisecond, the smallest step of a duration", "write 5ms"},
    {Unit::duration, "7000000ns", 7, 2, "'ns' is finer than a millisecond, the smallest step of a duration",
     "write 7ms"},
    {Unit::duration, "1.5h30m", 0, 3, "only the last part of a duration may have a fraction",
     "write for example 15min"},
    {Unit::duration, "30m1h", 4, 1, "each unit of a duration must be smaller than the one before it",
     "write the largest unit first, as in 1h30min"},
    {Unit::duration, "1h1h", 3, 1, "each unit of a duration must be smaller than the one before it",
     "write the largest unit first, as in 1h30min"},
};

const Refused units[] = {
    {Unit::bytes, "512", 0, 3, "a size in bytes needs a unit", "write 512MiB or 512MB"},
    {Unit::bytes, "262144000", 0, 9, "a size in bytes needs a unit", "if these are bytes, write 250MiB"},
    {Unit::bytes, "0", 0, 1, "a size in bytes needs a unit", "write 0B"},
    {Unit::duration, "30", 0, 2, "a duration needs a unit", "write 30s or 30min"},
    {Unit::duration, "1h30", 2, 2, "a duration needs a unit", "write 30s or 30min"},
    {Unit::rate, "5", 0, 1, "a rate needs a unit", "write 5rps or 5/min"},
    {Unit::percent, "70", 0, 2, "a percentage needs a unit", "write 70%"},
    {Unit::percent, "0.7", 0, 3, "a percentage needs a unit", "write 0.7% or 70%"},
    {Unit::money, "0.06", 0, 4, "an amount of money needs a unit", "write 0.06USD"},
    {Unit::bandwidth, "5", 0, 1, "a bandwidth needs a unit", "write 5Mbps or 5MBps"},
    {Unit::bytes, "512Mi", 3, 2, "'Mi' is not a unit of a size in bytes", "write 512MiB"},
    {Unit::bytes, "512 mib", 4, 3, "'mib' is not a unit of a size in bytes", "write 512MiB"},
    {Unit::bytes, "512M", 3, 1, "'M' is not a unit of a size in bytes", "write 512MB or 512MiB"},
    {Unit::bytes, "512mb", 3, 2, "'mb' is not a unit of a size in bytes", "write 512MB or 512MiB"},
    {Unit::bytes, "512Mb", 3, 2, "'Mb' is not a unit of a size in bytes", "write 512MB or 512MiB"},
    {Unit::bytes, "1.5g", 3, 1, "'g' is not a unit of a size in bytes", "write 1.5GB or 1.5GiB"},
    {Unit::bytes, "1k", 1, 1, "'k' is not a unit of a size in bytes", "write 1kB or 1KiB"},
    {Unit::bytes, "1Ti", 1, 2, "'Ti' is not a unit of a size in bytes", "write 1TiB"},
    {Unit::bytes, "5 bytes", 2, 5, "'bytes' is not a unit of a size in bytes", "write 5B"},
    {Unit::bytes, "15min", 2, 3, "'min' belongs to a duration, but a size in bytes was expected",
     "write for example 512MiB"},
    {Unit::duration, "512MB", 3, 2, "'MB' belongs to a size in bytes, but a duration was expected",
     "write for example 15min"},
    {Unit::duration, "30 seconds", 3, 7, "'seconds' is not a unit of a duration", "write 30s"},
    {Unit::duration, "1h5 Minutes", 4, 7, "'Minutes' is not a unit of a duration", "write 5min"},
    {Unit::duration, "5 fortnights", 2, 10, "'fortnights' is not a unit of a duration",
     "a duration is written with d, h, min, s, ms, w, m, sec"},
    {Unit::vcpu, "2 cores", 2, 5, "'cores' is not a unit of a number of vCPUs", "write 2 or 2 vCPU"},
    {Unit::rate, "5k", 1, 1, "'k' is not a unit of a rate", "write 5k/s or 5k/min"},
    {Unit::rate, "5 requests", 2, 8, "'requests' is not a unit of a rate",
     "write 5 requests/s or 5 requests/min"},
    {Unit::rate, "5K/min", 1, 5, "'K/min' is not a unit of a rate", "write 5k/min"},
    {Unit::rate, "3m/month", 1, 7, "'m/month' is not a unit of a rate", "write 3M/month"},
    {Unit::rate, "3M / month", 1, 9, "'M / month' is not a unit of a rate", "write 3M/month"},
    {Unit::rate, "3mil per day", 1, 11, "'mil per day' is not a unit of a rate", "write 3M/day"},
    {Unit::rate, "3B/month", 1, 7, "'B/month' is not a unit of a rate", "write 3G/month"},
    {Unit::rate, "3Q/month", 1, 7, "'Q/month' is not a unit of a rate",
     "a rate is written with rps, /s, /sec, /min, /h, /hour, /day, /month"},
    {Unit::rate, "100rpm", 3, 3, "'rpm' is not a unit of a rate", "write 100/min"},
    {Unit::rate, "5 per second", 2, 10, "'per second' is not a unit of a rate", "write 5/s"},
    {Unit::rate, "5/mnth", 1, 5, "'/mnth' is not a unit of a rate", "write 5/month"},
    {Unit::percent, "70 percent", 3, 7, "'percent' is not a unit of a percentage", "write 70%"},
    {Unit::money, "0.06$", 4, 1, "'$' is not a unit of an amount of money", "write 0.06USD"},
    {Unit::money, "$5USD", 2, 3, "a second unit after the dollar sign", "write $5"},
    {Unit::money, "5 EUR", 2, 3, "'EUR' is not a unit of an amount of money",
     "an amount of money is written with USD"},
    {Unit::bandwidth, "5mbps", 1, 4, "'mbps' is not a unit of a bandwidth", "write 5Mbps or 5MBps"},
    {Unit::bandwidth, "5Gbit/s", 1, 6, "'Gbit/s' is not a unit of a bandwidth", "write 5Gbps"},
    {Unit::count, "3 GPUs", 2, 4, "'GPUs' is not a unit of a count", "write a plain number"},
};

/// What a help text of the form "write A or B" says to write.
std::vector<std::string> promised(const std::string& help) {
  std::string rest = help;
  for (const std::string start : {"write for example ", "write "}) {
    if (rest.rfind(start, 0) != 0) continue;
    rest.erase(0, start.size());
    if (rest.find_first_of("0123456789") != 0 && rest[0] != '$') return {};
    if (const auto comma = rest.find(','); comma != std::string::npos) rest.erase(comma);
    const auto alternative = rest.find(" or ");
    if (alternative == std::string::npos) return {rest};
    return {rest.substr(0, alternative), rest.substr(alternative + 4)};
  }
  return {};
}

template <std::size_t size>
void check(const Refused (&table)[size]) {
  for (const Refused& row : table) {
    CAPTURE(row.text);
    QuantityError error;
    REQUIRE_FALSE(placer::parse_quantity(row.text, row.unit, error));
    CHECK(error.message == row.message);
    CHECK(error.help == row.help);
    CHECK(error.offset == row.offset);
    CHECK(error.length == row.length);
    for (const std::string& text : promised(error.help)) {
      CAPTURE(text);
      CHECK(placer::parse_quantity(text, row.unit, error));
    }
  }
}

}  // namespace

TEST_CASE("a number that is missing or not plain is refused") { check(numbers); }
TEST_CASE("a fraction finer than the base unit is refused") { check(fractions); }
TEST_CASE("a unit that is missing or wrong is refused with the right one") { check(units); }

TEST_CASE("an error of any length stays readable") {
  const std::string digits(100'000, '7');
  const std::string words(100'000, 'x');
  for (const std::string& text : {digits, digits + "MiB", "1" + words, words, "0." + digits + "MiB",
                                  "1,000" + words, "0" + digits, "5-" + digits + "MiB"}) {
    for (const Unit unit : {Unit::bytes, Unit::duration, Unit::rate, Unit::percent}) {
      QuantityError error;
      REQUIRE_FALSE(placer::parse_quantity(text, unit, error));
      CAPTURE(text.substr(0, 8), error.message, error.help);
      CHECK(error.message.size() < 160);
      CHECK(error.help.size() < 160);
      CHECK(error.offset + error.length <= text.size());
    }
  }
}

TEST_CASE("the help stays within what the caller takes") {
  constexpr placer::Interval range{1, 60'000};
  QuantityError error;
  REQUIRE_FALSE(placer::parse_quantity("0", Unit::duration, error, range));
  CHECK(error.help == "write 1ms or more");
  REQUIRE_FALSE(placer::parse_quantity("0", Unit::duration, error));
  CHECK(error.help == "write 0s");
  REQUIRE_FALSE(placer::parse_quantity("99999999999999999999s", Unit::duration, error, range));
  CHECK(error.help == "the largest is 1min");
}
