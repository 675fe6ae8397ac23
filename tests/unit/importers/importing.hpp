// Reading manifests in tests: workloads and problems as short text that fits into a table.
#pragma once

#include "importers/importer.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::test {

/// What came of one text, read as the file w.yaml with the current vocabulary and the importer that its
/// content asks for, or the one that is named.
struct Imported {
  SourceMap sources;
  DiagnosticSink sink;
  std::vector<Workload> workloads;

  /// "guilty text | message", " | help" where there is one, a line each.
  std::string problems() const;
  /// The same as a person sees it.
  std::string rendered() const;
  /// A fact of the first workload: its value, or its texts; then " (origin)" unless it is stated, and " =
  /// note" where there is one. "nothing" without it.
  std::string fact(std::string_view name) const;
  /// What the first workload's own platform refuses, "rule: needed instead of allowed" a line each; without
  /// what one rule says, which the table is not about.
  std::string violations(std::string_view but = "") const;
  /// The names of the workloads: "a b".
  std::string names() const;
};

Imported import(const std::string& text, std::string_view from = "");

/// A manifest of one workload called w with these further lines.
Imported import_facts(const std::string& lines);

/// A line of a table: what is written, and what is said of it as `problems()` says it.
struct Refusal {
  const char* lines;
  const char* problem;  ///< guilty text | message | help
};

/// A line of a table: what is written, and what a fact of the first workload then is.
struct FactCase {
  const char* lines;
  const char* fact;
  const char* expected;
};

/// Each line imported with the same text before and after it, without a problem.
void check(std::span<const FactCase> table, const std::string& before, const std::string& after = "");

}  // namespace placer::test
