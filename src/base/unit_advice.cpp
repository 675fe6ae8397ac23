// Advice on units, from the most certain reason to the least: too fine, another program's spelling, a unit of
// another kind, a spelling that is near to a right one, and last the list of units.
#include "base/unit_advice.hpp"

#include "base/dialects.hpp"
#include "base/text.hpp"
#include "base/units.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer {

namespace {

/// How many of a unit make a millisecond. Such units are refused even for a whole number of milliseconds, so
/// that nobody comes to rely on them.
std::uint64_t parts_of_millisecond(std::string_view unit) {
  if (unit == "us" || unit == "\u00B5s" || unit == "\u03BCs") return 1'000;
  return unit == "ns" ? 1'000'000 : 0;
}

Advice finer_than_millisecond(const Decimal& number, std::string_view wrong, std::uint64_t parts) {
  const std::optional<Product> whole = multiply(number, 1, parts);
  const std::int64_t nearest = whole && whole->floor < INT64_MAX
                                   ? std::max<std::int64_t>(1, static_cast<std::int64_t>(whole->floor))
                                   : 1;
  return {fmt::format("{} is finer than a millisecond, the smallest step of a duration", in_quotes(wrong)),
          "write " + format_quantity(nearest, Unit::duration)};
}

/// The noun of the kind of quantity that has such a unit.
std::optional<std::string_view> kind_with_unit(std::string_view text) {
  for (const Unit unit :
       {Unit::bytes, Unit::duration, Unit::vcpu, Unit::rate, Unit::percent, Unit::money, Unit::bandwidth}) {
    if (find_unit(unit, text)) return kind_of(unit).noun;
  }
  return std::nullopt;
}

std::string near_or_listed(Unit unit, const Decimal& number, std::string_view wrong) {
  std::vector<std::string_view> candidates;
  for (const UnitName& name : kind_of(unit).names) {
    if (!name.text.empty()) candidates.push_back(name.text);
  }
  // Of a rate, what is not known may stand for a thousand or a million.
  const bool may_multiply = unit == Unit::rate && !wrong.starts_with('/');
  const auto near = closest(wrong, candidates);
  if (near && !(may_multiply && near->starts_with('/'))) return write(unit, number, *near);
  if (candidates.empty()) return "write a plain number";
  return fmt::format("{} is written with {}", kind_of(unit).noun, join(candidates, ", "));
}

}  // namespace

Advice missing_unit(Unit unit, const Decimal& number, const Interval& range) {
  const UnitKind& kind = kind_of(unit);
  Advice advice{fmt::format("{} needs a unit", kind.noun), write(unit, number, kind.usual[0], kind.usual[1])};
  const std::optional<Product> share = multiply(number, 1'000'000, 1);
  if (!share || !share->exact) return advice;
  if (share->floor == 0)
    advice.help = range.low > 0 ? fmt::format("write {} or more", format_quantity(range.low, unit))
                                : fmt::format("write {}", kind.zero);
  // Nobody means a million MiB.
  constexpr std::uint64_t parts = 1'000'000, mebi = 1U << 20U;
  if (unit == Unit::bytes && share->floor / parts >= mebi)
    advice.help = fmt::format("if these are bytes, write {}",
                              format_quantity(static_cast<std::int64_t>(share->floor / parts), unit));
  if (unit == Unit::percent && !number.fraction.empty() && share->floor > 0 && share->floor <= 1'000'000) {
    // A share of the whole, or that many percent? Only the writer knows.
    advice.help += " or " + format_quantity(static_cast<std::int64_t>(share->floor), unit);
  }
  return advice;
}

Advice wrong_unit(Unit unit, const Decimal& number, std::string_view wrong) {
  const UnitKind& kind = kind_of(unit);
  if (const std::uint64_t parts = unit == Unit::duration ? parts_of_millisecond(wrong) : 0) {
    return finer_than_millisecond(number, wrong, parts);
  }
  const std::string unknown = fmt::format("{} is not a unit of {}", in_quotes(wrong), kind.noun);
  if (std::string help = right_spelling(unit, number, wrong); !help.empty())
    return {unknown, std::move(help)};
  if (const auto other = kind_with_unit(wrong)) {
    return {fmt::format("{} belongs to {}, but {} was expected", in_quotes(wrong), *other, kind.noun),
            fmt::format("write for example {}", kind.example)};
  }
  return {unknown, near_or_listed(unit, number, wrong)};
}

Advice too_fine(Unit unit, const Product& product) {
  const auto below = static_cast<std::int64_t>(product.floor);
  // 9.9GiB: nobody writes the eleven digits of its bytes.
  const std::string above = format_bound(below + 1, unit, true);
  return {fmt::format("the smallest step of {} is {}", kind_of(unit).noun, format_quantity(1, unit)),
          product.exact ? "write " + format_quantity(below, unit)
          : below == 0  ? "write " + above  // zero is another thing than little
                        : fmt::format("write {} or {}", format_bound(below, unit, false), above)};
}

Advice too_large(Unit unit, const Interval& range) {
  if (unit == Unit::percent) return {"a percentage is at most 100%", "write 100%, or less"};
  if (range.high != unbounded)
    return {"the number is too large", "the largest is " + format_quantity(range.high, unit)};
  return {"the number is too large", "write less than " + format_approximate(INT64_MAX - 1, unit)};
}

}  // namespace placer
