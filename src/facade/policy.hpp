// The policy of a project: what its gate asks of the manifests that a glob names.
//
//   policy:
//     - path: prod/**                 # a glob, or a list of them
//       require: [aws-ecs]            # as --require
//       only: {providers: [aws], regions: [eu-west-1]}
//       fail_on: [quota, headroom=80%]
//       severity: {kubernetes.request-above-limit: warning}
//
// Entries hold one after the other: of what two say of one file the later one counts, but that both allow
// something only in part; then both hold.
#pragma once

#include "doc/document.hpp"
#include "engine/gate.hpp"
#include "facade/exclusions.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/report.hpp>
#include <placer/source.hpp>

#include <deque>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

struct Project;

struct Policy {
  std::vector<std::string> paths;  ///< good globs (base/glob.hpp), relative to the project file
  std::optional<std::vector<std::string>> require;
  std::vector<Fact> only;  ///< providers and regions that are allowed
  std::optional<std::vector<std::string>> fail_on;
  std::map<std::string, Severity, std::less<>> severity;
};

/// Reads `policy:` of a project file. A mistake is an error with its place; what is good beside it counts.
std::vector<Policy> read_policies(doc::View list, const rules::RuleSet& rules, DiagnosticSink& sink);

/// Adds what a word of `fail_on` or --fail-on asks for: "unknown", "advice", "quota", "headroom=90%" or
/// "does-not-fit", which is asked for anyway. What is wrong with another word, or ""; `also` are words that
/// the caller takes.
std::string add_fail_on(std::string_view word, engine::GateOptions& options,
                        std::initializer_list<std::string_view> also = {});

/// The policies of a project, asked by path.
class Policies {
 public:
  /// `directory` is the absolute working directory; "": not known.
  Policies(const Project& project, const std::string& directory);

  /// Those that hold for a file, in order.
  std::vector<const Policy*> of(const std::string& path) const;
  /// The options of the gate for the workloads of a file, with what the caller asks for.
  engine::GateOptions gate(const std::string& path, const engine::GateOptions& asked = {}) const;

 private:
  std::span<const Policy> policies_;
  std::vector<Exclusions> paths_;
};

/// The options of the gate for each workload of a report: what the policy asks for and what the caller does,
/// whose platforms, be they required or looked at alone, stand in for those of the policy.
class Gates {
 public:
  Gates(const Report& report, const SourceMap& sources, const Project* project, const std::string& directory,
        const engine::GateOptions& asked);
  /// As judge_gate() takes them; empty where they are the same for all.
  std::span<const engine::GateOptions* const> each() const { return each_; }

 private:
  std::deque<engine::GateOptions> options_;
  std::vector<const engine::GateOptions*> each_;
};

}  // namespace placer
