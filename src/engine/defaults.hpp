// What a manifest's own platform fills in.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

namespace placer::engine {

/// Adds the defaults of the workload's target to what the manifest leaves open, with the origin
/// platform_default: the workload lives with them today. Nothing is added without a target.
void add_defaults(const rules::RuleSet& rules, Workload& workload);

}  // namespace placer::engine
