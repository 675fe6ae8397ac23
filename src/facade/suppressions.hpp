// What keeps findings from counting in the gate: comments, notes in manifests, and entries of the project
// file. A finding stays in the report, with its verdict; it is marked.
#pragma once

#include "engine/gate.hpp"
#include "facade/exclusions.hpp"
#include "facade/suppression_notes.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/report.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace placer {

/// An entry under `ignore:` of a project file: the files that a glob names (base/glob.hpp).
struct IgnoredPath {
  std::string path, rule, because, until;
  Location where;
};

class Suppressions {
 public:
  /// `today` is a day counted from 1970-01-01, for entries that end; without one none does. `base` is where
  /// the project file lies, `directory` as in Exclusions.
  Suppressions(const rules::RuleSet& rules, const std::vector<IgnoredPath>& project, const std::string& base,
               const std::string& directory, std::optional<std::int64_t> today, DiagnosticSink& sink);

  /// Marks what the notes of a manifest speak of in the report of its workload.
  /// `sought`: the bounds of what a gate asks for, below which nothing is found.
  void apply(const std::vector<IgnoreNote>& notes, const engine::GateOptions& sought,
             WorkloadReport& workload);
  /// Marks what the comments of a file, and of those that its workloads are built from, and the project file
  /// speak of in the workloads of the file.
  void apply(const SourceMap& sources, FileId file, const InputCaps& caps, const engine::GateOptions& sought,
             std::span<WorkloadReport> workloads);
  /// All that were found, with how often each was used. Those that were not, though what they speak of was
  /// judged, are reported.
  /// `all`: the run looked at all that the project file speaks of.
  std::vector<Suppression> finish(bool all);

 private:
  struct Entry {
    Suppression one;
    bool judged = false;  ///< an offering that the rule is about was held against what the entry is about
  };
  /// What an entry holds for in a file: all of it, or a part.
  struct Scope {
    std::size_t entry = 0;
    FileId file = no_file;
    std::uint32_t begin = 0, end = UINT32_MAX;
  };
  void add(const CommentNote& note, std::vector<Scope>& scopes);
  /// What holds for a file; read once, since many workloads may be built from one.
  const std::vector<Scope>& scopes_of(const SourceMap& sources, FileId file, const InputCaps& caps);
  /// One pass over the workloads, however many notes a file has.
  void mark(const std::vector<Scope>& scopes, const engine::GateOptions& sought,
            std::span<WorkloadReport> workloads);

  const rules::RuleSet& rules_;
  DiagnosticSink& sink_;
  std::vector<Entry> entries_;
  std::map<FileId, std::vector<Scope>> scopes_;
  std::map<std::string, std::string> near_;  ///< what is said of names that no rule has
  std::vector<Exclusions> paths_;            ///< of the first entries, which are the project's
};

}  // namespace placer
