// Where the recommendation turns as an unknown quantity grows.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>
#include <placer/report.hpp>

#include <functional>
#include <string>
#include <vector>

namespace placer::engine {

/// What is recommended for little of a quantity, and for more of it from where on: `above` has the
/// recommendation before, and what is larger by a ten-thousandth of it, or by one unit, has the entry's.
/// Tried are the values that workloads have, from a sixteenth of the vocabulary's example on, each twice the
/// one before, and then those between two of them that differ; none outside what the workload's fact may be,
/// and both ends of that. Empty for what is no quantity. `recommended`
/// gives the id ("platform/offering", empty: none) for a workload.
std::vector<Turn> turns(const rules::RuleSet& rules, const Workload& workload, FactId fact,
                        const std::function<std::string(const Workload&)>& recommended);

}  // namespace placer::engine
