// Providers and regions that a project file allows, for all of its manifests or for some.
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/report.hpp>

#include <string_view>
#include <vector>

namespace placer {

/// Reads `only:`, in the words of the manifest; what is wrong is reported and left out.
std::vector<Fact> read_allowed(doc::View only, const rules::RuleSet& rules, DiagnosticSink& sink);

/// Reports what is written for an offering of no provider that a policy allows, where a gate asks about
/// another place: that it would fit there too does not say that it runs there.
void hold_target(const std::vector<Fact>& allowed, const rules::RuleSet& rules, Workload& workload);

/// Narrows the providers and regions of a workload to what is allowed. Where none is left, they stay as the
/// manifest says, and `none_left` is a check that is violated, unless it is empty: other rules then reject
/// them. A manifest that is deployed to another region violates `elsewhere`.
void narrow(const std::vector<Fact>& allowed, const rules::RuleSet& rules, std::string_view none_left,
            std::string_view elsewhere, Workload& workload);

/// Shows what a project file asks of a workload at the place in its manifest that says where it runs, else at
/// its name, and in the project file after that: a pull request may touch the one and not the other.
void show_in_manifest(FileId project, const rules::RuleSet& rules, const Workload& workload,
                      WorkloadReport& report);

/// States the region that a manifest is deployed to as its region: what its platform does not offer there, it
/// does not have. Where others are stated, that one of them is meant.
void hold_to_deployed_region(const rules::RuleSet& rules, Workload& workload);

}  // namespace placer
