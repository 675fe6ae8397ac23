// The machines of the project's cluster, and pods that none of them holds.
#pragma once

#include "doc/document.hpp"
#include "rules/amend.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

#include <vector>

namespace placer {

/// The nodes of `cluster:` in a project file; what is wrong is reported and left out.
std::vector<rules::Machine> read_cluster(doc::View project, const rules::RuleSet& rules,
                                         DiagnosticSink& sink);

/// Adds a violation to a workload for Kubernetes that is larger than every node of the cluster. What the
/// workload leaves open fits anywhere.
void check_cluster(const std::vector<rules::Machine>& machines, const rules::RuleSet& rules,
                   Workload& workload);

/// Whether something that the workload says was held against the machines of the cluster.
bool is_held_to(const std::vector<rules::Machine>& machines, const rules::RuleSet& rules,
                const Workload& workload);

}  // namespace placer
