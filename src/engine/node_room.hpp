// How much of the nodes of the user's own cluster a workload takes.
#pragma once

#include "engine/placement.hpp"

#include <placer/report.hpp>

#include <vector>

namespace placer::engine {

/// Findings that hold, for a gate that asks how much room is left: processors and memory against the largest
/// node that has all of what the workload needs. None where the sizes are not nodes of a cluster, and none of
/// what nobody states.
std::vector<Finding> node_room(const rules::RuleSet& rules, const Situation& situation,
                               const Placement& placement);

}  // namespace placer::engine
