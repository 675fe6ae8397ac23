// What would make an offering fit: the least set of changes of the workload's facts, found by reading the
// rules that fail backwards and proved by judging the changed workload again.
#pragma once

#include "engine/placement.hpp"
#include "rules/rule_set.hpp"

#include <placer/fact.hpp>
#include <placer/report.hpp>

#include <optional>

namespace placer::engine {

/// One workload on one offering, judged alone: filter, size, verdict. No score.
Placement place(const rules::RuleSet& rules, const Workload& workload, const Placement& as, bool strict);

/// The least change that leaves no finding that fails on the placement's offering, but for quotas to be
/// raised, and what the importer found wrong with a setting, both of which it names. Facts that are what the
/// workload is (changeable: false) are never touched. nullopt where nothing fails and where no change of
/// facts helps. What is returned was judged again and holds; giving any one of its quantities back by one
/// unit does not.
std::optional<Change> find_change(const rules::RuleSet& rules, const Workload& workload,
                                  const Placement& placement, bool strict);

}  // namespace placer::engine
