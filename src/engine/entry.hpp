// Slots of what the engine works out for a placement, and of what it needs.
#pragma once

#include "rules/evaluate.hpp"
#include "rules/rule_set.hpp"

#include <optional>
#include <vector>

namespace placer::engine {

/// What is known of a need; of one that nobody states it may be anything.
inline Interval need_of(const rules::Slot& slot) { return slot.known ? slot.value : Interval{0, unbounded}; }

/// A value, where it is known.
inline std::optional<Interval> if_known(bool is_known, Interval value) {
  return is_known ? std::optional(value) : std::nullopt;
}

/// Enters values under the names that the rule set has for them; a rule set may do without a name.
struct Entry {
  const rules::RuleSet& rules;
  std::vector<rules::Slot>& slots;
  FactSet needs;  ///< what would make them more exact

  void operator()(rules::Known known, std::optional<Interval> value) const {
    const FactId fact = rules.known(known);
    if (fact == no_fact) return;
    rules::Slot& slot = slots[fact];
    slot = rules::Slot{};
    slot.needs = needs;
    slot.known = value.has_value();
    if (value) slot.value = *value;
  }
};

}  // namespace placer::engine
