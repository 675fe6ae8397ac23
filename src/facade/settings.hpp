// Facts that the caller gives for all workloads: `--set timeout=30s`.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/source.hpp>

#include <string>
#include <vector>

namespace placer {

/// Reads settings of the form KEY=VALUE, with the keys and values of the native manifest: "timeout=30s",
/// "gpu.type=l4", "regions=[eu-west-1]". Their origin is `assumed`; of "gpu.type=unset", which takes away
/// what is known of the fact, `presumed`. Of several for one fact the last one counts. What is wrong with one
/// is reported at its place in a source called --set.
std::vector<Fact> read_settings(const std::vector<std::string>& settings, const rules::RuleSet& rules,
                                SourceMap& sources, DiagnosticSink& sink);

/// The workload as it would be with the settings: what was derived from a fact that they replace goes with
/// it, and what follows from them stands behind what the manifest states. Reports what they contradict in it;
/// false where that is an error.
bool apply_settings(const std::vector<Fact>& settings, const rules::RuleSet& rules, DiagnosticSink& sink,
                    Workload& workload);

}  // namespace placer
