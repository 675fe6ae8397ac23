// How far the facts of a workload may grow before an offering no longer fits.
#pragma once

#include "engine/placement.hpp"

#include <placer/report.hpp>

#include <vector>

namespace placer::engine {

/// For each quantity that the manifest gives: its largest value at which the offering, judged again with all
/// other facts as they are, is not ruled out. Facts that may grow without end are left out; the one that
/// uses the largest share of its bound comes first. Empty where the offering does not fit as it is.
std::vector<Headroom> headroom(const rules::RuleSet& rules, const Workload& workload,
                               const Placement& placement, bool strict);

}  // namespace placer::engine
