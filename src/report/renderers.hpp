// The renderers: each turns a report into one output format. They are pure functions of what they are given;
// the caller writes the text. A format is one file and one line in the table of renderers.cpp.
#pragma once

#include "report/text.hpp"

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace placer::report {

/// Takes the text of an answer: most formats give it whole, those for streams of any length piece by piece.
using Sink = std::function<void(std::string_view)>;

struct Renderer {
  std::string_view id, summary;
  void (*render)(const Report&, const SourceMap&, const TextOptions&, const Sink&);
  /// Whether one behind another is still the format, so that a file may be added to.
  bool adds_up = false;
  /// How far an analysis must look for it; what is asked for in full is looked at in full.
  Depth depth = Depth::everything;
  /// Whether it shows the report whole, be it of a gate or not.
  bool whole = false;
  /// Whether it shows what a month costs, also as traffic grows, and the limits that hold.
  bool shows_all = false;
};

/// The formats of `analyze`; text comes first.
std::span<const Renderer> renderers();
/// The formats of `check`: the same, and those that say only what a gate says.
std::span<const Renderer> gate_renderers();
/// The formats of `cost`.
std::span<const Renderer> cost_renderers();
/// The formats of `facts`.
std::span<const Renderer> fact_renderers();

/// Appends the report as JSON, indented by two blanks and ended by a line end. docs/OUTPUT.md describes it,
/// and docs/report.schema.json is its schema.
void render_json(const Report& report, const SourceMap& sources, std::string& out);
/// Appends the same tree as one YAML document.
void render_yaml(const Report& report, const SourceMap& sources, std::string& out);

/// Gives the same tree as JSON objects, one on a line: the rules, each workload, what is left.
void render_ndjson(const Report& report, const SourceMap& sources, const Sink& sink);
/// Appends one line for each workload, of columns with tabs between.
void render_oneline(const Report& report, const SourceMap& sources, const TextOptions& options,
                    std::string& out);

/// Appends annotations and diagnostics as SARIF 2.1.0.
void render_sarif(const Report& report, const SourceMap& sources, std::string& out);
/// Appends annotations and diagnostics as workflow commands of GitHub Actions: as many as GitHub shows, and
/// the others as lines of the log.
void render_github(const Report& report, const SourceMap& sources, std::string& out);
/// Appends a comment for a pull request, or a job's summary: a table of the answers, the worst first, with
/// details that fold. Shorter than GitHub's limit of a comment.
void render_markdown(const Report& report, const SourceMap& sources, std::string& out);
/// Gives one page of HTML to look at, workload by workload: it needs no other file, no network and no script.
void render_html(const Report& report, const SourceMap& sources, const TextOptions& options,
                 const Sink& sink);
/// Appends annotations and diagnostics of `check` as a Code Quality report of GitLab.
void render_gitlab(const Report& report, const SourceMap& sources, std::string& out);
/// Appends what `check` says as a JUnit report: a suite for each file, a case for each workload and what it
/// was held against.
void render_junit(const Report& report, const SourceMap& sources, std::string& out);

/// Appends a table of the facts of each workload.
void render_facts_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                       std::string& out);
/// Appends the facts as they stand in the JSON report.
void render_facts_json(const Report& report, const SourceMap& sources, std::string& out);
/// Appends the same tree as one YAML document.
void render_facts_yaml(const Report& report, const SourceMap& sources, std::string& out);

}  // namespace placer::report
