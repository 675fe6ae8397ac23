// An amount is a number and a unit. How many decimals a unit can have follows from its scale: a fraction of n
// digits times the scale is whole only if the scale has n factors of two or of five.
#include "base/quantity_pattern.hpp"

#include "base/text.hpp"
#include "base/units.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <vector>

namespace placer {
namespace {

constexpr std::string_view whole = "(?:0|[1-9][0-9]*)";
constexpr std::string_view up_to_99 = "[1-9]?[0-9]";

unsigned most_decimals(std::uint64_t scale) {
  unsigned twos = 0, fives = 0;
  for (std::uint64_t rest = scale; rest % 2 == 0; rest /= 2) ++twos;
  for (std::uint64_t rest = scale; rest % 5 == 0; rest /= 5) ++fives;
  return std::max(twos, fives);
}

std::string with_decimals(std::string_view digits, unsigned most) {
  return most == 0 ? fmt::format("{}(?:\\.0+)?", digits)
                   : fmt::format("{}(?:\\.[0-9]{{1,{}}}0*)?", digits, most);
}

std::string number(Unit unit, std::uint64_t scale) {
  const unsigned decimals = most_decimals(scale);
  switch (unit) {
    case Unit::count: return std::string(whole);
    case Unit::rate: return fmt::format("{}(?:\\.[0-9]+)?", whole);  // rounded
    case Unit::percent: return fmt::format("(?:100(?:\\.0+)?|{})", with_decimals(up_to_99, decimals));
    default: return with_decimals(whole, decimals);
  }
}

/// The spellings of the unit, without those that are no text at all.
std::string unit_name(Unit unit, const UnitName& name) {
  if (unit != Unit::rate || !name.text.starts_with('/')) return escaped(name.text);
  return fmt::format("(?:{})?{}", join(rate_words, "|"), escaped(name.text));
}

std::string multipliers(Unit unit) {
  if (unit != Unit::rate) return {};
  std::string letters;
  for (const Multiplier& one : rate_multipliers) letters += one.letter;
  return fmt::format("(?:[{}] *)?", letters);
}

/// The units by how large they are, the smallest first.
std::map<std::uint64_t, std::vector<std::string>> by_scale(Unit unit) {
  std::map<std::uint64_t, std::vector<std::string>> units;
  for (const UnitName& name : kind_of(unit).names) units[name.scale].push_back(unit_name(unit, name));
  return units;
}

/// A number with one unit.
std::string simple_amount(Unit unit) {
  std::map<std::string, std::vector<std::string>> units;  // by the form of their numbers
  for (const auto& [scale, names] : by_scale(unit)) {
    auto& same = units[number(unit, scale)];
    same.insert(same.end(), names.begin(), names.end());
  }
  std::vector<std::string> alternatives;
  for (auto& [digits, names] : units) {
    const bool optional = std::erase(names, "") > 0;
    std::string after = names.empty() ? "" : fmt::format(" *{}(?:{})", multipliers(unit), join(names, "|"));
    if (optional && !after.empty()) after = fmt::format("(?:{})?", after);
    alternatives.push_back(digits + after);
  }
  if (unit == Unit::money) alternatives.push_back("\\$ *" + number(unit, kind_of(unit).names[0].scale));
  return fmt::format("(?:{})", join(alternatives, "|"));
}

/// Several units, the largest first, of which only the last may have a fraction: each unit is either the last
/// one or stands before smaller ones.
std::string compound_amount(Unit unit) {
  std::string smaller;
  for (const auto& [scale, names] : by_scale(unit)) {
    const std::string written = fmt::format(" *(?:{})", join(names, "|"));
    const std::string last = number(unit, scale) + written;
    smaller = smaller.empty() ? last : fmt::format("(?:(?:{}{} *)?{}|{})", whole, written, smaller, last);
  }
  return smaller;
}

}  // namespace

std::string pattern_of(Unit unit) {
  const bool plain = find_unit(unit, "").has_value();
  const std::string one = simple_amount(unit);
  const std::string amount = unit == Unit::duration ? compound_amount(unit) : one;
  std::string alternatives = fmt::format("{0}(?: *\\.\\.(?: *{0})?)?|\\.\\. *{0}", amount);
  // The low end may leave its unit to the high one.
  if (!plain) {
    const std::string low =
        unit == Unit::percent ? number(unit, kind_of(unit).names[0].scale) : number(Unit::rate, 1);
    alternatives += fmt::format("|{} *\\.\\. *{}", low, one);
  }
  // "1..2500m" may mean either unit, unless it is zero.
  const std::string_view ambiguous =
      unit == Unit::vcpu ? "(?! *(?!0(?:\\.0+)? *\\.\\.)[0-9.]+ *\\.\\. *[0-9.]+ *m *$)" : "";
  return fmt::format("^{} *(?:{}) *$", ambiguous, alternatives);
}

std::string escaped(std::string_view text) {
  constexpr std::string_view special = "^$\\.*+?()[]{}|";
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string in_any_case(std::string_view text) {
  std::string result;
  for (const char c : to_lower(text)) {
    if (c >= 'a' && c <= 'z')
      result += {'[', c, static_cast<char>(c - 'a' + 'A'), ']'};
    else
      result += escaped({&c, 1});
  }
  return result;
}

}  // namespace placer
