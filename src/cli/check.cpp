// placer check: the gate for CI. Exit 1 only where something was judged and does not fit; 2 where it could
// not be judged.
#include "base/text.hpp"
#include "cli/baseline_file.hpp"
#include "cli/command.hpp"
#include "cli/files_from.hpp"
#include "cli/options.hpp"
#include "engine/gate.hpp"
#include "facade/format_findings.hpp"
#include "facade/policy.hpp"
#include "report/gate_text.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::cli {

constexpr OptionSet check_set{
    .name = "check",
    .summary = "Each workload must fit its target or --require; without either, some offering.",
    .positional = "FILE",
    .positional_help = "manifests, directories, or - for standard input",
    .example = "placer check deploy/ -f github -f sarif=placer.sarif",
    .epilogue = "Exit codes: 0 the gate passes; 1 it says no; 2 cannot judge; 3 a bug in placer",
    .reads = true,
    .gates = true,
    .rules = true,
    .renderers = report::gate_renderers,
    .verbose = true,
};

namespace {

/// Adds the paths of --files-from; false after a message in `err`.
bool add_listed(Options& options, Environment& environment) {
  if (options.files_from.empty()) return true;
  if (options.files_from == "-" &&
      std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end()) {
    environment.err += "placer: standard input is either a list of files or a manifest, not both\n";
    return false;
  }
  std::string list, error;
  if (environment.reader.read(options.files_from, list, error) != FileReader::Status::ok) {
    environment.err += fmt::format("placer: --files-from: cannot read {}: {}\n", options.files_from, error);
    return false;
  }
  for (std::string& path : split_paths(list))
    options.paths.push_back(shown_path(std::move(path), environment));
  return true;
}

/// Findings that passed were kept for the headroom; the report shows them only with --verbose.
void drop_passes(Report& report) {
  for (WorkloadReport& workload : report.workloads)
    for (OfferingReport& offering : workload.offerings)
      std::erase_if(offering.findings,
                    [](const Finding& finding) { return finding.outcome == Outcome::pass; });
}

/// Options that ask for two things at once.
bool check_together(const Options& options, Environment& environment) {
  if (!options.on.empty() && !options.gate.require.empty())
    environment.err +=
        "placer: --on judges what is in a place, --require asks everything to fit one: give one of them\n";
  else if (!options.baseline.empty() && !options.write_baseline.empty())
    environment.err +=
        "placer: --write-baseline writes all that fails, --baseline leaves out what is known: give one of "
        "them\n";
  else if (!options.write_baseline.empty() &&
           (options.outputs.size() > 1 || options.format != "text" || !options.output.empty()))
    environment.err +=
        "placer: --write-baseline writes no report\nhelp: leave -f and -o out; with --baseline, run it once "
        "more for them\n";
  else
    return true;
  return false;
}

}  // namespace

int check(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(check_set, arguments, environment, exit);
  if (!session) return exit;
  Options& options = session->options;
  const std::size_t named = options.paths.size();
  if (!check_together(options, environment) ||
      !check_names("--require", options.gate.require, session->placer.rules(), environment) ||
      !add_listed(options, environment))
    return exit_failed;
  options.gate.on = options.on;
  options.gate.verbose = options.verbose;
  AnalyzeOptions analysis = analyze_options(options, environment);
  analysis.keep_passes |= options.gate.headroom.has_value();
  analysis.skip_foreign = true;
  analysis.skip_unreadable = options.allow_empty;
  analysis.as_deployed = !options.gate.require.empty();
  analysis.gated = true;
  analysis.bills |= options.gate.cost.has_value();
  analysis.required = options.gate.require;
  analysis.headroom = options.gate.headroom;
  analysis.most_cost = options.gate.cost;
  const bool whole = options.verbose || !options.on.empty() || !options.baseline.empty() ||
                     std::any_of(options.outputs.begin(), options.outputs.end(),
                                 [](const Output& output) { return output.renderer->whole; });
  analysis.depth = shows_all(options) ? Depth::everything : whole ? Depth::verdicts : Depth::gate;
  analysis.named_paths = named;
  Report report = session->placer.analyze(options.paths, environment.reader, session->sources, analysis);
  const Gates gates(report, session->sources, session->placer.project(), environment.directory, options.gate);
  if (!apply_baseline(report, gates.each(), *session, environment)) return exit_failed;
  engine::judge_gate(report, options.gate, gates.each());
  if (!options.write_baseline.empty())
    return write_baseline(report, engine::breaches(report, options.gate, gates.each()), *session,
                          environment);
  blame_format(report, session->placer.rules());
  if (options.stale) engine::judge_age(report, session->placer.rules(), *options.stale);
  if (options.aged_on) warn_ahead(session->placer.rules(), *options.aged_on, environment);
  if (!options.verbose && !shows_all(options)) drop_passes(report);
  // Who reads only what a machine is told would not see what was skipped or had no limit.
  if (std::none_of(options.outputs.begin(), options.outputs.end(),
                   [](const Output& output) { return output.renderer->id == "text"; }))
    environment.err += report::gate_summary(report, session->sources,
                                            {false, environment.unicode, options.verbose, environment.width});
  if (!deliver_report(report, *session, environment)) return exit_failed;
  if (!report.gate->entries.empty()) return report.gate->passed ? exit_ok : exit_gate;
  if (options.allow_empty) return exit_ok;
  environment.err += "placer: nothing was judged\nhelp: --allow-empty makes that a success\n";
  return exit_failed;
}

}  // namespace placer::cli
