// Loads a rule set from its YAML files: reads, validates and compiles, and reports everything that is wrong
// with it in one run. The build uses it through placer_rulec, `--rules` at run time.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/source.hpp>

#include <optional>
#include <string>
#include <vector>

namespace placer::rules {

/// Files of a user's own that are read after those of the rule set (load_own.cpp says what they may hold).
struct OwnFiles {
  std::vector<std::string> paths;  ///< named as given
  FileReader* reader = nullptr;
};

/// Loads `directory`/`name`.yaml, the files that it lists, and own ones. nullopt and errors in the sink if
/// anything is wrong. The block's digest is the SHA-256 of the names and bytes of all files, in their order.
std::optional<std::vector<std::uint64_t>> load_rule_set(const std::string& directory, const std::string& name,
                                                        FileReader& reader, SourceMap& sources,
                                                        DiagnosticSink& sink, const OwnFiles& own = {});

}  // namespace placer::rules
