// A baseline: findings that are known, so that only what is new fails the gate.
//
//   {
//     "placer_baseline": 1,
//     "findings": [
//       {"file": "deploy/api.yaml", "workload": "api", "path": "/Deployment/api/spec/replicas",
//        "rule": "kubernetes.replicas", "outcome": "fail"}
//     ]
//   }
//
// A finding goes by the file of its workload (relative to the baseline's) and its name, the structural path
// of what asks for it (doc/structural_path.hpp), with its file before it where that is another one, its rule
// and its outcome: lines that move keep it, and so do other values that are wrong in the same way, but
// what was undecided, or had little room, is new once it fails.
#pragma once

#include "engine/gate.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/report.hpp>
#include <placer/source.hpp>

#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace placer {

inline constexpr int baseline_version = 1;

struct KnownFinding {
  std::string file, workload, path, rule, outcome;
  friend bool operator==(const KnownFinding&, const KnownFinding&) = default;
  friend bool operator<(const KnownFinding& a, const KnownFinding& b) {
    return std::tie(a.file, a.workload, a.path, a.rule, a.outcome) <
           std::tie(b.file, b.workload, b.path, b.rule, b.outcome);
  }
};

/// What makes a gate fail, as a baseline names it: sorted, each once for every workload that it fails.
/// `baseline` is the file that it is for, `directory` the absolute working directory ("": not known).
std::vector<KnownFinding> known_findings(const Report& report, const std::vector<engine::Breach>& breaches,
                                         const SourceMap& sources, const std::string& baseline,
                                         const std::string& directory);

class Baseline {
 public:
  /// Reads a file; what is wrong with it is an error in the sink. The reader must outlive this.
  Baseline(const std::string& file, std::string directory, FileReader& reader, SourceMap& sources,
           DiagnosticSink& sink);

  /// Marks the findings and the advice of the report that are known, which then has the entries that were
  /// used among its suppressions. Says in a warning how many are no longer found: of files that are not
  /// there, and of those that were read, of rules that an offering was held against. The report must not have
  /// its gate yet.
  /// The options are those of the gate.
  void apply(const rules::RuleSet& rules, const SourceMap& sources, Report& report,
             const engine::GateOptions& options = {},
             std::span<const engine::GateOptions* const> each = {}) const;

 private:
  /// Whether there is a file of that name, as the baseline has it.
  bool exists(const std::string& name) const;

  std::string file_, directory_;
  FileReader& reader_;
  struct Entry {
    Location where;
    std::size_t workloads = 0;  ///< so many of that name have it
  };
  std::map<KnownFinding, Entry> known_;
};

}  // namespace placer
