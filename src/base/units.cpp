// The table of units, in the order of `Unit`.
#include "base/units.hpp"

#include "base/text.hpp"

namespace placer {

namespace {

constexpr std::uint64_t kilo = 1000, mega = kilo * 1000, giga = mega * 1000, tera = giga * 1000,
                        peta = tera * 1000;
constexpr std::uint64_t kibi = 1024, mebi = kibi * 1024, gibi = mebi * 1024, tebi = gibi * 1024,
                        pebi = tebi * 1024;
constexpr std::uint64_t minute = 60, hour = 60 * minute, day = 24 * hour, month = 730 * hour;  // in seconds

constexpr UnitName counts[] = {{"", 1}};
constexpr UnitName sizes[] = {{"PiB", pebi}, {"PB", peta}, {"TiB", tebi}, {"TB", tera},
                              {"GiB", gibi}, {"GB", giga}, {"MiB", mebi}, {"MB", mega},
                              {"KiB", kibi}, {"kB", kilo}, {"B", 1},      {"KB", kilo}};
// Weeks are read but not printed: 7d is clearer beside limits that vendors give in days or hours.
constexpr UnitName durations[] = {{"d", day * 1000},    {"h", hour * 1000}, {"min", minute * 1000},
                                  {"s", 1000},          {"ms", 1},          {"w", 7 * day * 1000},
                                  {"m", minute * 1000}, {"sec", 1000}};
constexpr UnitName vcpus[] = {{"", 1000}, {"m", 1}, {"vCPU", 1000}};
constexpr UnitName rates[] = {{"rps", 1000},          {"/s", 1000},           {"/sec", 1000},
                              {"/min", 1000, minute}, {"/h", 1000, hour},     {"/hour", 1000, hour},
                              {"/day", 1000, day},    {"/month", 1000, month}};
constexpr UnitName percents[] = {{"%", 10'000}};
constexpr UnitName amounts[] = {{"USD", mega}};
constexpr UnitName prices[] = {{"USD", tera}};
constexpr UnitName bandwidths[] = {
    {"Gbps", giga},      {"Mbps", mega},      {"kbps", kilo},     {"bps", 1},         {"GBps", 8 * giga},
    {"MBps", 8 * mega},  {"kBps", 8 * kilo},  {"GB/s", 8 * giga}, {"MB/s", 8 * mega}, {"kB/s", 8 * kilo},
    {"GiB/s", 8 * gibi}, {"MiB/s", 8 * mebi}, {"KiB/s", 8 * kibi}};

constexpr UnitKind kinds[] = {
    {"count", "a count", "3", "0", {}, false, counts},
    {"bytes", "a size in bytes", "512MiB", "0B", {"MiB", "MB"}, false, sizes},
    {"ms", "a duration", "15min", "0s", {"s", "min"}, false, durations},
    {"milli-vCPU", "a number of vCPUs", "0.5", "0", {}, true, vcpus},
    {"milli-rps", "a rate", "5rps", "0rps", {"rps", "/min"}, true, rates},
    {"ppm", "a percentage", "70%", "0%", {"%"}, true, percents},
    {"micro-USD", "an amount of money", "0.06USD", "0USD", {"USD"}, true, amounts},
    {"bps", "a bandwidth", "625Mbps", "0bps", {"Mbps", "MBps"}, false, bandwidths},
    {"pico-USD", "a price", "0.0000166667USD", "0USD", {"USD"}, true, prices},
};

std::uint64_t multiplier(std::string_view text) {
  for (const Multiplier& one : rate_multipliers)
    if (text.starts_with(one.letter)) return one.factor;
  return 1;
}

std::string_view without_word(std::string_view text) {
  for (const std::string_view word : rate_words)
    if (text.starts_with(word) && text.substr(word.size()).starts_with('/')) return text.substr(word.size());
  return text;
}

}  // namespace

const UnitKind& kind_of(Unit unit) { return kinds[static_cast<std::size_t>(unit)]; }

std::string_view to_string(Unit unit) { return kind_of(unit).base; }

bool is_binary(const UnitName& name) { return name.text.size() == 3 && name.text.ends_with("iB"); }

std::optional<UnitName> find_unit(Unit unit, std::string_view text) {
  std::uint64_t factor = 1;
  std::string_view wanted = text;
  if (unit == Unit::rate) {
    factor = multiplier(wanted);
    if (factor > 1) wanted = trim(wanted.substr(1));
    wanted = without_word(wanted);
  }
  for (const UnitName& name : kind_of(unit).names) {
    if (name.text == wanted) return UnitName{text, name.scale * factor, name.per};
  }
  return std::nullopt;
}

}  // namespace placer
