// The Code Quality report of GitLab: a list of problems, each with a fingerprint that survives moved lines.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format says what it holds.
#include "report/annotation.hpp"
#include "report/fingerprint.hpp"
#include "report/json_tree.hpp"
#include "report/renderers.hpp"

#include <fmt/core.h>

#include <utility>

namespace placer::report {
namespace {

/// GitLab knows info, minor, major, critical and blocker.
std::string_view severity_of(Severity severity) {
  switch (severity) {
    case Severity::error: return "critical";
    case Severity::warning: return "minor";
    case Severity::note: return "info";
  }
  return "";
}

/// What stands in no file is shown at the repository itself: a path must be there.
Json place(const Location& where, const SourceMap& sources) {
  Json tree = Json::object();
  tree["path"] = where ? normal_path(sources.file(where.file).path()) : ".";
  tree["lines"]["begin"] = where ? sources.position(where).line : 1;
  return tree;
}

Json problem(Severity severity, std::string_view check, std::string description, std::string_view help,
             std::string fingerprint, Json where) {
  if (!help.empty()) description += fmt::format("; {}", help);
  Json tree = Json::object();
  tree["description"] = std::move(description);
  tree["check_name"] = check;
  tree["fingerprint"] = std::move(fingerprint);
  tree["severity"] = severity_of(severity);
  tree["location"] = std::move(where);
  return tree;
}

}  // namespace

void render_gitlab(const Report& report, const SourceMap& sources, std::string& out) {
  Json list = Json::array();
  Fingerprints fingerprints;
  for (const Diagnostic& one : report.diagnostics)
    list.push_back(problem(one.severity, one.code, one.message, one.help, fingerprints.of(one, sources),
                           place(one.where, sources)));
  for (const Annotation& one : report.annotations)
    list.push_back(problem(one.severity, one.rule, headline(report, one), one.help,
                           fingerprints.of(report, one, sources),
                           place(place_in_file(report, one, sources), sources)));
  out += json_text(list, 2);
  out += '\n';
}

}  // namespace placer::report
