// placer.yaml: what a project says once for all of its manifests (docs/OWN-RULES.md).
//
//   rules: [platform]                      # files, and directories with files, of own rules
//   disable: [{rule: kubernetes.shutdown-grace, because: our charts set it}]
//   quotas: [{rule: aws-lambda.concurrency, at_most: 5000, source: support case 42, checked: 2026-11-01}]
//   weights: {portability: 4}
//   only: {providers: [aws], regions: [eu-west-1]}
//   cluster:
//     nodes:                               # the shapes of the cluster's machines, as they can be used
//       - {cpu: 4, memory: 16GiB}
//       - {cpu: 8, memory: 32GiB, gpu: {count: 1, type: l4}}
//   exclude: [charts/*/templates, "**/testdata"]    # not to be read
//   ignore:                                # found, and not counted
//     - {path: legacy/**, rule: kubernetes.request-above-limit, because: moves away, until: 2027-03-31}
//   policy: [{path: prod/**, require: [aws-ecs], fail_on: [quota]}]    # facade/policy.hpp
//
// Paths and globs are relative to the file.
#pragma once

#include "doc/document.hpp"
#include "facade/policy.hpp"
#include "facade/suppressions.hpp"
#include "rules/amend.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/file_reader.hpp>
#include <placer/source.hpp>

#include <optional>
#include <string>
#include <vector>

namespace placer {

struct Project {
  std::string path;                  ///< empty: there is none
  doc::Document document;            ///< the file
  std::vector<std::string> rules;    ///< files of own rules, as they are read
  std::vector<std::string> exclude;  ///< good globs (base/glob.hpp)
  rules::Amendments amendments;
  std::vector<Fact> only;  ///< providers and regions that are allowed
  std::vector<IgnoredPath> ignore;
  std::vector<Policy> policies;

  /// The project file among the sources; no_file where there is none.
  FileId file() const { return document.root() ? document.root().where().file : no_file; }
};

/// Reads a project file, as far as that needs no rules. A mistake in it is an error with its place; what is
/// good beside it counts.
Project read_project(const std::string& path, FileReader& reader, SourceMap& sources, DiagnosticSink& sink);

/// Whether a file is a project file, by its keys, whatever it is called.
bool is_project_file(const std::string& path, FileReader& reader);

/// Reads the rest of it, in the words of a rule set, and gives the rule set with its changes.
rules::RuleSet apply_project(Project& project, const rules::RuleSet& rules, const SourceMap& sources,
                             DiagnosticSink& sink);

/// The rule files behind a path: itself, or those of a directory, sorted, without those of its directories.
/// What is neither is an error at `where`.
std::vector<std::string> find_rule_files(const std::string& path, const Location& where, FileReader& reader,
                                         DiagnosticSink& sink);

}  // namespace placer
