// Names of regions say whose they are: "us-east-1", "us-central1".
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

namespace placer::importers {

/// Reports a name that is no provider's: an error unless it has the shape of one, which a region that opened
/// lately would have, and a warning then. False after an error. Nothing is said where the vocabulary lists
/// none.
bool check_region(const rules::RuleSet& rules, DiagnosticSink& sink, doc::View name);

/// Adds `providers`, as derived, to a workload that states regions, or narrows those that it states to the
/// ones that have the regions; that none of them has is reported. Nothing happens where the shape of one of
/// the names is unknown: it might be anybody's.
void derive_providers(const rules::RuleSet& rules, DiagnosticSink& sink, Workload& workload);

}  // namespace placer::importers
