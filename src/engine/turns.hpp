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
/// Tried are the values that workloads have, from a sixteenth of the vocabulary's example on: the largest
/// that limits and sizes allow, twice the one before where there is none of them, and then those between two
/// that differ; none outside what the workload's fact may be, and both ends of that. What comes and goes
/// between two of them, as the prices of machines make it, is missed. Empty for what is no quantity.
/// `recommended` gives the id ("platform/offering", empty: none) for a workload.
std::vector<Turn> turns(const rules::RuleSet& rules, const Workload& workload, FactId fact,
                        const std::function<std::string(const Workload&)>& recommended);

}  // namespace placer::engine
