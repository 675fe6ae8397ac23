// What a change of facts comes to, for the report.
#pragma once

#include "engine/invert.hpp"
#include "engine/placement.hpp"

#include <placer/report.hpp>

#include <map>

namespace placer::engine {

using Wishes = std::map<FactId, Wish>;

/// A change that was made and judged again.
struct Made {
  const Wishes& wishes;  ///< of several names each one will do
  const Workload& workload;
  const Placement& placement;
};

/// What it changes of a workload on a placement, what is to be raised or mended beside it, and what is open
/// then.
Change describe_change(const rules::RuleSet& rules, const Workload& workload, const Placement& before,
                       const Made& made);

}  // namespace placer::engine
