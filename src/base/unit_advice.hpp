// What to tell somebody whose unit is missing or wrong: spellings of other programs, units of another kind,
// typing errors.
#pragma once

#include "base/number.hpp"

#include <placer/quantity.hpp>

#include <string>
#include <string_view>

namespace placer {

/// A complaint without its place.
struct Advice {
  std::string message;
  std::string help;
};

/// For a number that has no unit and needs one. `range` is what the caller takes.
Advice missing_unit(Unit unit, const Decimal& number, const Interval& range);

/// For a unit that is none of this kind.
Advice wrong_unit(Unit unit, const Decimal& number, std::string_view wrong);

/// For a value that is not a whole number of base units, or a count that has a fraction.
Advice too_fine(Unit unit, const Product& product);

/// For a value that does not fit, let alone into `range`.
Advice too_large(Unit unit, const Interval& range);

}  // namespace placer
