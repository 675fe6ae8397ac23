// Numbers of a group of settings that the platform takes within bounds, and that are no facts.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <span>
#include <string_view>

namespace placer::importers {

/// What a setting may be; the source stands with the check in the rules.
struct Bound {
  std::string_view group, key, rule;
  std::int64_t least, most = unbounded;
  std::string_view unit = {};
};

/// A number that is literal and out of its bounds is a violation.
void check_bound(Draft& draft, const Value& value, const Bound& bound);
/// Each number that is literal and out of its bounds is a violation.
void check_bounds(Draft& draft, const Property& settings, std::span<const Bound> bounds);

}  // namespace placer::importers
