// What follows from the schedule of a workload.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

namespace placer::engine {

/// Adds the runs of a month that a stated schedule means, with the origin `derived`, where nothing else is
/// said of how many there are. Nothing is added where the schedule is not all that starts the work.
void add_runs(const rules::RuleSet& rules, Workload& workload);

}  // namespace placer::engine
