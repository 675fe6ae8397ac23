// placer as a library: reads manifests, judges the workloads in them, and gives back a report.
//
//   placer::DiskReader reader;
//   placer::SourceMap sources;
//   const auto placer = placer::Placer::builtin("current");
//   const placer::Report report = placer->analyze({"workload.yaml"}, reader, sources);
//
// This header is the one that outside users may rely on; it brings the report's types with it.
#pragma once

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/input_caps.hpp>
#include <placer/report.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

namespace rules {
class RuleSet;
}

struct Project;

/// Which rules to judge by.
struct RuleOptions {
  std::string rule_set = "current";  ///< "current" or "guide"
  /// A directory: a complete rule set where it holds RULE_SET.yaml, else files of own rules, which are added
  /// to the built-in one. A file: own rules. Empty: none.
  std::string rules;
  std::string project;  ///< a project file, placer.yaml; empty: none
};

struct AnalyzeOptions {
  std::size_t named_paths = SIZE_MAX;  ///< the others come from a list, and may be no manifests at all
  std::vector<std::string> set;        ///< facts of all workloads in place of what they say: "timeout=30s"
  /// Facts of all workloads that were measured, in their base units: they take the place of all that is said
  /// or follows of them, and contradict nothing.
  std::map<std::string, Interval, std::less<>> measured;
  /// Platforms ("aws-lambda") and offerings ("cloud-run/job") to judge, no others; empty: all.
  std::vector<std::string> on;
  std::vector<std::string> exclude;  ///< globs of paths that are not read, beside those of the project file
  std::string directory;     ///< the working directory, absolute, which paths are relative to; may be empty
  std::string from;          ///< the importer to use for every document; empty: by content
  bool strict = false;       ///< presume nothing
  bool keep_passes = false;  ///< report findings that passed too
  bool room = false;         ///< report the headroom of the target and of what is recommended at any depth
  Depth depth = Depth::verdicts;
  /// Platforms and offerings that the gate asks about, at its depth, beside those of the policy.
  std::vector<std::string> required;
  bool bills = false;       ///< report what a month costs at any depth
  bool curves = false;      ///< report what it costs as traffic grows, of what may fit or is asked for
  bool free_tier = false;   ///< in bills, take off what providers give away each month
  std::int64_t months = 1;  ///< that bills are for
  /// Prices of the caller's own contract for bills, by the id of their line, in pico-USD.
  std::map<std::string, std::int64_t, std::less<>> prices;
  /// Hold what a manifest sets also against the other offerings of its platform, as if it were deployed there
  /// as it is.
  bool as_deployed = false;
  /// A gate comes after it: `as_deployed` and `keep_passes` hold where the policy of the project file asks
  /// for a platform or for room.
  bool gated = false;
  /// What the gate asks for, beside the policy: what keeps one of its findings from counting is used. Parts
  /// per million of a limit, and micro-USD.
  std::optional<std::int64_t> headroom, most_cost;
  /// The day that it is, counted from 1970-01-01, for what is to be ignored until some day; without it that
  /// does not end.
  std::optional<std::int64_t> today;
  unsigned jobs = 1;  ///< threads that judge, with the same report; 0: as many as there are processors
  bool skip_foreign = false;  ///< skip and count named files without a workload, as those of directories are
  /// The same of named files that cannot be read, where nothing in them tells a manifest; a warning says so.
  bool skip_unreadable = false;
  InputCaps caps;  ///< of manifests
  /// Told on the calling thread, now and then, how far long work is: what is done of how much; 0 of that: not
  /// known.
  std::function<void(std::string_view what, std::uint64_t done, std::uint64_t of)> progress;
};

/// A rule set and everything that can be asked of it. Cheap to copy. Reports refer to its texts: keep it
/// while they live.
class Placer {
 public:
  /// A rule set that is compiled in; nullopt for a name that is not among them ("current", "guide").
  static std::optional<Placer> builtin(std::string_view name);
  /// The rule set that the options ask for; nullopt and errors in the sink if anything is wrong. What is
  /// analyzed afterwards is read into the same sources.
  static std::optional<Placer> open(const RuleOptions& options, FileReader& reader, SourceMap& sources,
                                    DiagnosticSink& sink);

  /// Reads files ("-" is standard input) and directories (their .yaml, .yml, .json and .template files,
  /// recursively, sorted; with `from` "dockerfile" their Dockerfiles) and judges every workload. A Dockerfile
  /// that a manifest builds from is read with it, and is no workload of its own. Files and documents that
  /// cannot be read are diagnostics of the report; the others still count. Where one of the settings (`set`)
  /// is wrong, nothing is read or judged.
  Report analyze(const std::vector<std::string>& paths, FileReader& reader, SourceMap& sources,
                 const AnalyzeOptions& options = {}) const;

  const rules::RuleSet& rules() const { return *rules_; }
  const Project* project() const { return project_.get(); }  ///< null: none

 private:
  explicit Placer(std::shared_ptr<const rules::RuleSet> rules,
                  std::shared_ptr<const Project> project = nullptr)
      : rules_(std::move(rules)), project_(std::move(project)) {}
  std::shared_ptr<const rules::RuleSet> rules_;
  std::shared_ptr<const Project> project_;  // null: none
};

}  // namespace placer
