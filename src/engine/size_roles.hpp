// Sizes of a workload that is made of several pods, of which each needs a machine of its own.
#pragma once

#include "engine/placement.hpp"

namespace placer::engine {

/// One pod of a role as a workload of its own: what the workload is, with what this role asks of its machine.
/// What the caller says of the workload holds for each pod.
Workload pod_of(const rules::RuleSet& rules, const Workload& workload, std::size_t role);

/// What is known of that pod on one offering. `pod` must outlive it.
Situation situation_of(const rules::RuleSet& rules, const Workload& pod, unsigned offering, bool strict);

/// Whether only some of the roles say how much of it they need, and nothing is presumed of the others.
bool is_partly_stated(const rules::RuleSet& rules, const Workload& workload, FactId fact);

/// Finds the sizes of the placement: of the workload, or of each of its roles. Where one has none, the sizing
/// is that of the first such role.
void choose_sizes(const rules::RuleSet& rules, const Workload& workload, const Situation& situation,
                  bool strict, Placement& placement);

}  // namespace placer::engine
