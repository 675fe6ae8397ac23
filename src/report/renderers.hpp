// The renderers: each turns a report into one output format. They are pure functions of what they are given;
// the caller writes the text, in one go.
#pragma once

#include "report/text.hpp"

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <span>
#include <string>
#include <string_view>

namespace placer::report {

struct Renderer {
  std::string_view id, summary;
  void (*render)(const Report&, const SourceMap&, const TextOptions&, std::string& out);
};

/// The formats of `analyze` and `check`; text comes first.
std::span<const Renderer> renderers();
/// The formats of `facts`.
std::span<const Renderer> fact_renderers();

/// Appends the report as JSON, indented by two blanks and ended by a line end. docs/OUTPUT.md describes it,
/// and docs/report.schema.json is its schema.
void render_json(const Report& report, const SourceMap& sources, std::string& out);
/// Appends the same tree as one YAML document.
void render_yaml(const Report& report, const SourceMap& sources, std::string& out);

/// Appends annotations and diagnostics as SARIF 2.1.0.
void render_sarif(const Report& report, const SourceMap& sources, std::string& out);
/// Appends annotations and diagnostics as workflow commands of GitHub Actions, a line each.
void render_github(const Report& report, const SourceMap& sources, std::string& out);

/// Appends a table of the facts of each workload.
void render_facts_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                       std::string& out);
/// Appends the facts as they stand in the JSON report.
void render_facts_json(const Report& report, const SourceMap& sources, std::string& out);
/// Appends the same tree as one YAML document.
void render_facts_yaml(const Report& report, const SourceMap& sources, std::string& out);

}  // namespace placer::report
