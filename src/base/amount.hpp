// One end of a quantity: a number and its unit, or for a duration several of them (1h30min).
#pragma once

#include "base/number.hpp"
#include "base/units.hpp"

#include <placer/quantity.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace placer {

/// The largest value; one more is `unbounded`.
inline constexpr std::uint64_t largest_amount = INT64_MAX - 1;

struct WrittenAmount {
  std::uint64_t value = 0;
  std::optional<UnitName> name;  ///< the unit where one says it all, so not for 1h30min
};

/// Parses one end. `borrowed` is the unit of the other end, for a number without one; `range` is what the
/// caller takes, for the help. nullopt with a complaint otherwise.
std::optional<WrittenAmount> parse_amount(std::string_view text, Unit unit,
                                          const std::optional<UnitName>& borrowed, const Interval& range,
                                          Complaint& complaint);

/// How many requests a month of 730 hours has at a rate, of which a quantity keeps thousandths a second only:
/// "1/h" is 730. Where that is no whole number it is the nearest, and of few both beside it ("1/week"
/// is 4..5). nullopt for what is no single rate.
std::optional<Interval> monthly_requests(std::string_view rate);

/// parts / of as a whole number of things in a month: exact, the nearest, or of few both beside it.
Interval whole_in_month(std::uint64_t parts, std::uint64_t of);

}  // namespace placer
