// What parse_quantity accepts, and the integer that it makes of it, by unit.
#include "support/catch.hpp"

#include <placer/quantity.hpp>

using placer::Interval;
using placer::Unit;

namespace {

struct Accepted {
  const char* text;
  std::int64_t value;
};

constexpr std::int64_t hour = 3'600'000;

constexpr Accepted counts[] = {{"0", 0}, {"3", 3}, {" 42\n", 42}, {"9223372036854775806", INT64_MAX - 1}};

constexpr Accepted sizes[] = {
    {"0B", 0},
    {"512B", 512},
    {"1kB", 1000},
    {"1KB", 1000},
    {"250MB", 250'000'000},
    {"2GB", 2'000'000'000},
    {"1TB", 1'000'000'000'000},
    {"1PB", 1'000'000'000'000'000},
    {"64KiB", 65'536},
    {"250MiB", 262'144'000},
    {"512 MiB", 536'870'912},
    {"1.5GiB", 1'610'612'736},
    {"2TiB", 2'199'023'255'552},
    {"1PiB", 1'125'899'906'842'624},
    {"0.5KiB", 512},
    {"1.123456789012345PB", 1'123'456'789'012'345},
    {"1.50000000000000000000000000000000000MB", 1'500'000},
    {"8191PiB", 8191 * 1'125'899'906'842'624},
};

constexpr Accepted durations[] = {
    {"250ms", 250},
    {"30s", 30'000},
    {"30 sec", 30'000},
    {"15min", 900'000},
    {"15m", 900'000},
    {"2h", 2 * hour},
    {"7d", 168 * hour},
    {"2w", 336 * hour},
    {"1.5s", 1500},
    {"0.25h", 900'000},
    {"1h30m", hour + 1'800'000},
    {"1h30min", hour + 1'800'000},
    {"1h 30 min", hour + 1'800'000},
    {"2min30s", 150'000},
    {"1min1.5s", 61'500},
    {"1d2h3m4s5ms", 26 * hour + 184'005},
    {"1h90m", hour + 5'400'000},
    {"0s", 0},
};

constexpr Accepted vcpus[] = {{"2", 2000},     {"0.5", 500},     {"0.125", 125},    {"500m", 500},
                              {"500 m", 500},  {"2 vCPU", 2000}, {"0.25vCPU", 250}, {"0", 0},
                              {"0.5000", 500}, {"2000m", 2000}};

constexpr Accepted rates[] = {
    {"5rps", 5000},
    {"0.4/s", 400},
    {"0.4 /sec", 400},
    {"3 req/s", 3000},
    {"120 requests/min", 2000},
    {"1 request/s", 1000},
    {"60/min", 1000},
    {"20/h", 6},  // 5.56 thousandths
    {"7200/hour", 2000},
    {"86400/day", 1000},
    {"3M/month", 1142},  // 3,000,000 in 2,628,000 s: 1141.6
    {"2628k/month", 1000},
    {"2k requests/min", 33'333},
    {"1.5krps", 1'500'000},
    {"1 Mrps", 1'000'000'000},
    {"1G/day", 11'574'074},
    {"0rps", 0},
    {"0.0005rps", 1},  // half a thousandth goes up
    {"1.0005rps", 1001},
    {"1.0004999rps", 1000},
    {"1/month", 1},  // never rounded to zero
    {"0.000000001/month", 1},
    {"0.000/month", 0},
};

constexpr Accepted percents[] = {{"70%", 700'000}, {"0.5%", 5000}, {"70 %", 700'000},    {"100%", 1'000'000},
                                 {"0%", 0},        {"0.0001%", 1}, {"99.9999%", 999'999}};

constexpr Accepted amounts[] = {{"0.06USD", 60'000},  {"$0.06", 60'000},  {"0.06 USD", 60'000},
                                {"$ 12", 12'000'000}, {"0.000001USD", 1}, {"$0", 0}};

constexpr Accepted bandwidths[] = {
    {"9600bps", 9600},        {"56kbps", 56'000},    {"625Mbps", 625'000'000},  {"2Gbps", 2'000'000'000},
    {"2MBps", 16'000'000},    {"2MB/s", 16'000'000}, {"1MiB/s", 8'388'608},     {"1.5kBps", 12'000},
    {"1GB/s", 8'000'000'000}, {"1KiB/s", 8192},      {"1GiB/s", 8'589'934'592}, {"0.125kB/s", 1000}};

template <std::size_t size>
void check(const Accepted (&table)[size], Unit unit) {
  for (const Accepted& row : table) {
    CAPTURE(row.text);
    placer::QuantityError error;
    const auto parsed = placer::parse_quantity(row.text, unit, error);
    CAPTURE(error.message);
    CHECK(parsed == Interval{row.value, row.value});
  }
}

}  // namespace

TEST_CASE("counts are plain digits") { check(counts, Unit::count); }
TEST_CASE("sizes are decimal or binary") { check(sizes, Unit::bytes); }
TEST_CASE("durations have one unit or several") { check(durations, Unit::duration); }
TEST_CASE("numbers of vCPUs are plain or in thousandths") { check(vcpus, Unit::vcpu); }
TEST_CASE("rates are rounded to a thousandth but not to zero") { check(rates, Unit::rate); }
TEST_CASE("percentages have up to four decimals") { check(percents, Unit::percent); }
TEST_CASE("amounts of money have up to six decimals") { check(amounts, Unit::money); }
TEST_CASE("bandwidths are in bits or in bytes") { check(bandwidths, Unit::bandwidth); }
