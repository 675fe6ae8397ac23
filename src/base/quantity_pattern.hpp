// Regular expressions for what parse_quantity takes, from the same table of units, so that an editor can say
// what is wrong while it is written.
#pragma once

#include <placer/quantity.hpp>

#include <string>
#include <string_view>

namespace placer {

/// An expression that matches a whole text if it is a quantity or an interval of the unit. What the value is
/// does not count: amounts that are too large, intervals whose ends are swapped, and fractions that are no
/// whole number of base units although they have few enough digits match too. It is written in what Python,
/// ECMAScript (with its flag u) and PCRE have in common.
std::string pattern_of(Unit unit);

/// The text as a part of an expression, taken as it is or in any letter case.
std::string escaped(std::string_view text);
std::string in_any_case(std::string_view text);

}  // namespace placer
