// The ends of a bill of which one part is the rest of another.
#pragma once

#include "rules/evaluate.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace placer::engine {

/// Whether some time is billed as busy or as idle, and how much as which is not known.
inline bool has_two_ends(const rules::RuleSet& rules, std::span<const rules::Slot> slots) {
  const FactId billed = rules.known(rules::Known::billed_time), idle = rules.known(rules::Known::idle_time);
  return billed != no_fact && idle != no_fact && slots[billed].known && !slots[billed].value.is_point() &&
         slots[idle].value.high > 0;
}

/// What is billed as busy is not billed as idle: calls `use` with the slots as they are where the time with
/// work is as short as it may be, and where it is as long. What is in between costs something in between,
/// unless some of it is given away.
template <class Use>
void each_end(const rules::RuleSet& rules, unsigned offering, std::span<const rules::Slot> slots, Use use) {
  if (!has_two_ends(rules, slots)) return use(slots);
  const FactId billed = rules.known(rules::Known::billed_time), idle = rules.known(rules::Known::idle_time);
  std::vector<rules::Slot> end(slots.begin(), slots.end());
  std::vector<bool> only(slots.size(), false);
  only[idle] = true;
  for (const std::int64_t time : {slots[billed].value.low, slots[billed].value.high}) {
    end[billed].value = {time, time};
    rules::derive(rules, offering, end, only);
    use(std::span<const rules::Slot>(end));
  }
}

}  // namespace placer::engine
