// What follows from the schedule of a workload.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

namespace placer::engine {

/// Adds what a stated schedule means, with the origin `derived`: that traffic is `scheduled`, and where
/// nothing else is said of how many there are, the runs of a month and the time from one to the next. Nothing
/// is added where the schedule is not all that starts the work.
void add_runs(const rules::RuleSet& rules, Workload& workload);

}  // namespace placer::engine
