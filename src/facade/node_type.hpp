// What is said of the type of machines that a manifest states for its bill.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

namespace placer {

/// Warns of a type (`usage.node_type`) that is recorded nowhere, of which a bill knows neither room nor
/// price.
void report_unknown_node_type(const rules::RuleSet& rules, const Workload& workload, DiagnosticSink& sink);

}  // namespace placer
