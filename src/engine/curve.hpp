// What a workload costs as its traffic grows, and where another offering becomes the cheapest.
#pragma once

#include "engine/judge.hpp"

#include <placer/cost.hpp>

namespace placer::engine {

/// Adds the bills of the offerings that `options.on` names, or that may fit, over four decades of traffic,
/// from 0.01 to 100 requests a second or around the rate that is stated, and the turns among the cheapest of
/// those that may fit. What the workload says of its traffic gives way, but for its pattern, and for how many
/// times the average its peak is.
void add_curve(const rules::RuleSet& rules, const Workload& workload, const JudgeOptions& options,
               WorkloadReport& report);

}  // namespace placer::engine
