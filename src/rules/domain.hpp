// Small domains for exhaustive checks: for each fact that a rule uses, the values at which the rule could
// change its mind.
#pragma once

#include "rules/evaluate.hpp"

#include <span>
#include <vector>

namespace placer::rules {

/// The facts of a rule (Rule::facts), one by one.
std::vector<FactId> facts_of(const RuleSet& rules, const Rule& rule);

/// The vocabulary facts that a derived fact of an offering is made of.
std::vector<FactId> facts_behind(const RuleSet& rules, FactId derived, unsigned offering);

/// Marks a derived fact and all facts of any kind that it is made of, for an offering.
std::vector<bool> all_behind(const RuleSet& rules, FactId derived, unsigned offering);

/// Values of a fact just below, at and just above every bound that the rule or a derived fact behind it
/// compares it with, its usual value, and each name of a choice; of texts any and none that a rule names.
std::vector<Slot> boundary_values(const RuleSet& rules, FactId fact, const Rule& rule);

/// The slot of a fact of which nothing is known.
Slot unknown_slot(const RuleSet& rules, FactId fact);
/// The slot of a fact with its usual value.
Slot usual_slot(const RuleSet& rules, FactId fact);

}  // namespace placer::rules
