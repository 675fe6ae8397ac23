#include "importers/bounds.hpp"

#include "base/conversion.hpp"

#include <fmt/core.h>

#include <optional>

namespace placer::importers {
namespace {

/// Here a number may be below zero.
std::optional<std::int64_t> signed_number(const Value& value) {
  if (!value.literal() || !value.text.starts_with('-')) return number(value);
  QuantityError error;
  const auto positive = whole_number(std::string_view(value.text).substr(1), error);
  return positive ? std::optional(-*positive) : std::nullopt;
}

std::string allowed(const Bound& bound) {
  if (bound.most == unbounded) return fmt::format("{}{} or more", bound.least, bound.unit);
  if (bound.least == bound.most) return fmt::format("{}{}", bound.most, bound.unit);
  return fmt::format("{} to {}{}", bound.least, bound.most, bound.unit);
}

}  // namespace

void check_bound(Draft& draft, const Value& value, const Bound& bound) {
  const auto amount = signed_number(value);
  if (amount && (*amount < bound.least || *amount > bound.most))
    draft.violation(bound.rule, value.where, fmt::format("{}{}", value.text, bound.unit), allowed(bound));
}

void check_bounds(Draft& draft, const Property& settings, std::span<const Bound> bounds) {
  for (const Bound& bound : bounds) {
    const Property group = bound.group.empty() ? settings : settings[bound.group];
    check_bound(draft, group[bound.key].value(), bound);
  }
}

}  // namespace placer::importers
