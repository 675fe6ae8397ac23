// A manifest that leaves open which offering of its platform it is for.
#pragma once

#include "engine/judge.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

#include <functional>

namespace placer {

/// Of a target that is one of several, leaves the one that takes the workload best, so that what all of them
/// refuse is refused and the rest is not. `complete` adds what a workload with one target is given besides.
void settle_target(const rules::RuleSet& rules, const engine::JudgeOptions& options,
                   const std::function<Workload(Workload)>& complete, Workload& workload);

/// Where an offering that the manifest must fit beside its target takes it worse, that one becomes the
/// target, so that what it refuses is refused.
void settle_others(const rules::RuleSet& rules, const engine::JudgeOptions& options,
                   const std::function<Workload(Workload)>& complete, Workload& workload);

/// Says in the sink that a target was chosen.
void report_open_target(const rules::RuleSet& rules, const Workload& workload, DiagnosticSink& sink);

}  // namespace placer
