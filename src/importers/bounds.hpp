// Numbers of a group of settings that the platform takes within bounds, and that are no facts. The bounds
// stand with the checks in the rules.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace placer::importers {

/// A setting, and the check that holds it.
struct Bounded {
  std::string_view group, key, check;
  Conversion convert = whole_number;  ///< to the unit of the check
  std::string_view word = {};         ///< a number that stands for something else, such as -1 for no end
};

/// The number that a literal stands for, which may be below zero.
std::optional<std::int64_t> signed_number(const Value& value, Conversion convert);
/// A number that is literal and out of its bounds is a violation.
void check_bound(Draft& draft, const Value& value, const Bounded& setting);
/// Each number that is literal and out of its bounds is a violation.
void check_bounds(Draft& draft, const Property& group, std::span<const Bounded> settings);

}  // namespace placer::importers
