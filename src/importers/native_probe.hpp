// Whether a document is a native manifest: any file may hold a `name` or a `memory`, so what its other keys
// are decides.
#pragma once

#include "importers/importer.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace placer::importers {

/// conceivable: a name, or any key of the vocabulary. possible: it has keys of the vocabulary (or nearly so)
/// beside `name`, and no more that are none, or a name and a fact that can be read. certain: nearly all of
/// its keys are facts. none: no manifest of placer's, or one of somebody else's.
Match match_native(doc::View root, const rules::RuleSet& rules);

/// What a document is that placer wrote itself, "placer report" or "placer baseline"; "" of others.
std::string_view own_kind(doc::View root);

/// The words that may stand at the top of a workload: keys, aliases, groups, `name`, `version`, `workloads`,
/// `defaults`, `ignore`.
std::vector<std::string_view> native_keys(const rules::RuleSet& rules);

const rules::Group* find_group(const rules::RuleSet& rules, std::string_view key);
/// A fact that manifests may state; no_fact for another word.
FactId find_vocabulary_fact(const rules::RuleSet& rules, std::string_view key);

/// Uses each entry of a mapping and of what it merges.
void each_entry(doc::View mapping, const std::function<void(doc::View key, doc::View value)>& use);

}  // namespace placer::importers
