// placer's own manifest (docs/MANIFEST.md).
#pragma once

#include "importers/importer.hpp"

#include <cstddef>
#include <string>

namespace placer::importers {

/// Kubernetes' most for the name of an object (a DNS subdomain); the other platforms allow less.
inline constexpr std::size_t longest_name = 253;

const Importer& native();

/// Reads one workload from a mapping and adds it to the context, unless something is wrong with it. `name` is
/// what it is called where the mapping does not say; empty: the mapping must name it.
void read_workload(doc::View mapping, std::string name, ImportContext& context);

/// Reads native keys that stand elsewhere: the caller's `--set`, an annotation, an `x-placer` block. What is
/// said there is assumed. What is wrong is reported and left out. `ignores` takes what stands under
/// `ignore:`; without it there is no such key.
std::vector<Fact> read_overlay(doc::View mapping, const rules::RuleSet& rules, DiagnosticSink& sink,
                               std::vector<IgnoreNote>* ignores = nullptr);

}  // namespace placer::importers
