#include "cli/baseline_file.hpp"

#include "base/text.hpp"
#include "facade/baseline.hpp"
#include "report/json_tree.hpp"

#include <fmt/core.h>

namespace placer::cli {

bool apply_baseline(Report& report, std::span<const engine::GateOptions* const> gates, Session& session,
                    Environment& environment) {
  const Options& options = session.options;
  if (options.baseline.empty()) return true;
  DiagnosticSink sink;
  const Baseline baseline(options.baseline, environment.directory, environment.reader, session.sources, sink);
  if (sink.has_errors()) {
    print_diagnostics(sink.sorted(), session.sources, environment);
    environment.err += fmt::format("placer: the baseline {} cannot be used\n", options.baseline);
    return false;
  }
  baseline.apply(session.placer.rules(), session.sources, report, options.gate, gates);
  return true;
}

int write_baseline(const Report& report, const std::vector<engine::Breach>& breaches, const Session& session,
                   Environment& environment) {
  const Options& options = session.options;
  const std::vector<KnownFinding> known =
      known_findings(report, breaches, session.sources, options.write_baseline, environment.directory);
  report::Json tree = report::Json::object();
  tree["placer_baseline"] = baseline_version;
  report::Json& findings = tree["findings"] = report::Json::array();
  for (const KnownFinding& one : known) {
    report::Json entry = report::Json::object();
    entry["file"] = one.file;
    entry["workload"] = one.workload;
    entry["path"] = one.path;
    entry["rule"] = one.rule;
    entry["outcome"] = one.outcome;
    findings.push_back(std::move(entry));
  }
  print_diagnostics(report.diagnostics, session.sources, environment);
  const std::string text = report::json_text(tree, 2) + "\n";
  if (!deliver_to(options.write_baseline, options, text, environment)) return exit_failed;
  environment.err +=
      fmt::format("placer: {} in {}; use it with --baseline {}\n", counted(known.size(), "known finding"),
                  options.write_baseline, options.write_baseline);
  return is_good(report) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
