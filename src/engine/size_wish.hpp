// What a workload would have to ask for so that one of the sizes of an offering holds it, and what has to
// move for a bound on a derived fact.
#pragma once

#include "engine/invert.hpp"
#include "engine/placement.hpp"

#include <vector>

namespace placer::engine {

/// From a sizing that failed: what the nearest size has; on the target, where what is written is not sold,
/// the size that would hold it. Empty where no change of facts that can change leads there.
std::vector<Wish> wishes_for_size(const rules::RuleSet& rules, const Placement& placement);

/// Wishes about vocabulary facts that grant one about a derived fact of the placement's offering: of the fact
/// that has to move the least in proportion, or of all of them alike. Empty where none can.
std::vector<Wish> wishes_behind(const rules::RuleSet& rules, const Placement& placement, const Wish& wish);

}  // namespace placer::engine
