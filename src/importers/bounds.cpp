#include "importers/bounds.hpp"

namespace placer::importers {

std::optional<std::int64_t> signed_number(const Value& value, Conversion convert) {
  if (!value.literal() || !value.text.starts_with('-')) return number(value, convert);
  QuantityError error;
  const auto positive = convert(std::string_view(value.text).substr(1), error);
  return positive ? std::optional(-*positive) : std::nullopt;
}

void check_bound(Draft& draft, const Value& value, const Bounded& setting) {
  if (!setting.word.empty() && value.text == setting.word) return;
  if (const auto amount = signed_number(value, setting.convert))
    draft.bounded(setting.check, *amount, value.where);
}

void check_bounds(Draft& draft, const Property& group, std::span<const Bounded> settings) {
  for (const Bounded& setting : settings)
    check_bound(draft, (setting.group.empty() ? group : group[setting.group])[setting.key].value(), setting);
}

}  // namespace placer::importers
