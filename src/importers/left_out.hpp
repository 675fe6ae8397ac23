// What a platform fills in where a manifest leaves a setting out by an assumption.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

#include <vector>

namespace placer::importers {

/// Adds the default of the workload's own platform for each of these facts, as assumed as they are: another
/// value of a parameter would set it. Nothing where the fact is known, or the platform has no default.
void add_left_out(const rules::RuleSet& rules, Workload& workload, std::vector<Fact> left_out);

}  // namespace placer::importers
