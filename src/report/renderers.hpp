// The renderers: each turns a report into one output format. They are pure functions of what they are given;
// the caller writes the text, in one go.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>

namespace placer::report {

/// Appends the report as JSON, indented by two blanks and ended by a line end. docs/OUTPUT.md describes it,
/// and docs/report.schema.json is its schema.
void render_json(const Report& report, const SourceMap& sources, std::string& out);

/// Appends the same tree as one YAML document.
void render_yaml(const Report& report, const SourceMap& sources, std::string& out);

}  // namespace placer::report
