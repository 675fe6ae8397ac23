// Prints quantities for reading. Where the exact text has too many digits, durations become two units ("1h
// 2min") and all others three significant digits of the largest unit that is not above the value.
#include "base/decimal_text.hpp"
#include "base/units.hpp"

#include <placer/quantity.hpp>

#include <algorithm>
#include <vector>

namespace placer {

namespace {

bool is_short(std::string_view text, std::ptrdiff_t longest) {
  const std::size_t first = std::min(text.find_first_of("123456789"), text.size());
  return std::count_if(text.begin() + static_cast<std::ptrdiff_t>(first), text.end(),
                       [](char c) { return c >= '0' && c <= '9'; }) <= longest;
}

/// The units to choose from, the largest first. Sizes stay decimal or binary, as their exact text is.
std::vector<UnitName> ladder(std::uint64_t value, Unit unit) {
  const auto names = kind_of(unit).names;
  if (unit == Unit::rate) {
    return {{"Grps", 1'000'000'000'000}, {"Mrps", 1'000'000'000}, {"krps", 1'000'000}, {"rps", 1000}};
  }
  if (kind_of(unit).decimals) return {names[0]};
  const auto base = std::find_if(names.begin(), names.end(), [](const UnitName& n) { return n.scale == 1; });
  std::vector<UnitName> all(names.begin(), base + 1);
  if (unit == Unit::bytes) {
    const auto exact =
        std::find_if(all.begin(), all.end(), [&](const UnitName& n) { return value % n.scale == 0; });
    const bool decimal = exact->scale > 1 && !is_binary(*exact);
    std::erase_if(all, [&](const UnitName& n) { return n.scale > 1 && is_binary(n) == decimal; });
  }
  return all;
}

std::string three_digits(std::uint64_t value, Unit unit) {
  const std::vector<UnitName> names = ladder(value, unit);
  auto name = std::find_if(names.begin(), names.end(), [&](const UnitName& n) { return n.scale <= value; });
  if (name == names.end()) --name;
  const std::uint64_t scale = name->scale;
  const std::uint64_t whole = value / scale;
  const std::uint64_t rest = value % scale;
  // Ten to the number of decimals. With a whole part it is at most 100, so that no product overflows; without
  // one the scale is that of a decimal unit, and small.
  std::uint64_t power = 1;
  while (power < scale && whole * power + rest * power / scale < 100) power *= 10;
  const std::uint64_t rounded = whole * power + (rest * power + scale / 2) / scale;
  if (name != names.begin() && rounded >= (name - 1)->scale / scale * power) {
    return std::string("1").append((name - 1)->text);
  }
  return decimal_text(rounded, power) + std::string(name->text);
}

/// Rounds to a step that leaves no more than two units, then takes them off.
std::string two_units(std::uint64_t value) {
  constexpr std::uint64_t second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;
  struct Step {
    std::uint64_t from;
    std::uint64_t step;
  };
  constexpr Step steps[] = {{100 * day, day},      {day, hour},        {hour, minute},
                            {10 * minute, second}, {10 * second, 100}, {0, 10}};
  const Step* chosen =
      std::find_if(std::begin(steps), std::end(steps), [&](const Step& s) { return value >= s.from; });
  std::uint64_t rest = (value + chosen->step / 2) / chosen->step * chosen->step;
  std::string text;
  for (const UnitName& name :
       {UnitName{"d", day}, UnitName{"h", hour}, UnitName{"min", minute}, UnitName{"s", second}}) {
    const bool last = name.scale == second;
    if (rest < name.scale && !(last && rest > 0)) continue;
    if (!text.empty()) text += ' ';
    text += (last ? decimal_text(rest, second) : std::to_string(rest / name.scale)) + std::string(name.text);
    rest %= name.scale;
  }
  return text;
}

}  // namespace

std::string format_approximate(std::int64_t value, Unit unit) {
  std::string exact = format_quantity(value, unit);
  const bool duration = unit == Unit::duration;
  if (value == unbounded || unit == Unit::count || is_short(exact, duration ? 3 : 4)) return exact;
  const std::uint64_t amount = magnitude(value);
  std::string text = value < 0 ? "-" : "";
  text += duration ? two_units(amount) : three_digits(amount, unit);
  return text;
}

std::string format_bound(std::int64_t value, Unit unit, bool is_least) {
  std::string exact = format_quantity(value, unit);
  if (unit != Unit::bytes || value < 0 || value == unbounded || is_short(exact, 4)) return exact;
  std::int64_t step = 1;
  while (step <= value / (std::int64_t{100} * 1024)) step *= 1024;
  const std::int64_t over = value % step;
  return format_quantity(is_least && over != 0 ? value - over + step : value - over, unit);
}

}  // namespace placer
