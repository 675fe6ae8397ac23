// placer check: the gate for CI. Exit 1 only where something was judged and does not fit; 2 where it could
// not be judged.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "engine/gate.hpp"
#include "report/gate_text.hpp"
#include "report/renderers.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {
namespace {

constexpr OptionSet option_set{
    .name = "check",
    .summary =
        "Gates workloads: each must fit the offering it is written for, or what --require names; without "
        "either, one offering must fit.",
    .positional = "FILE",
    .positional_help = "Manifests, directories of them, or - for standard input",
    .example = "placer check deploy/ --require cloud-run",
    .reads = true,
    .gates = true,
    .rules = true,
    .formats = true,
    .verbose = true,
};

/// A misspelt platform would otherwise be one that nothing fits.
bool check_names(const std::vector<std::string>& names, const rules::RuleSet& rules,
                 Environment& environment) {
  std::vector<std::string_view> known;
  for (const rules::Platform& platform : rules.rows<rules::Platform>())
    known.push_back(rules.text(platform.id));
  for (const rules::Offering& offering : rules.rows<rules::Offering>())
    known.push_back(rules.text(offering.full_id));
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = closest(name, known);
    environment.err += fmt::format(
        "placer: --require: there is no platform or offering '{}'; {}\n", name,
        near ? fmt::format("did you mean {}?", *near) : fmt::format("there are {}", join(known, ", ")));
    return false;
  }
  return true;
}

int exit_code(const Report& report, const Options& options, Environment& environment) {
  for (const Diagnostic& diagnostic : report.diagnostics)
    if (diagnostic.severity == Severity::error) return exit_failed;
  if (report.workloads.empty()) {
    if (options.allow_empty) return exit_ok;
    environment.err += "placer: nothing was judged\nhelp: --allow-empty makes that a success\n";
    return exit_failed;
  }
  return report.gate->passed ? exit_ok : exit_gate;
}

}  // namespace

int check(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Options> options = parse(option_set, arguments, environment, exit);
  if (!options) return exit;
  SourceMap sources;
  const std::optional<Placer> placer = open_rules(*options, sources, environment);
  if (!placer || !check_names(options->require, placer->rules(), environment)) return exit_failed;
  Report report =
      placer->analyze(options->paths, environment.reader, sources, {options->from, options->strict, false});
  const auto fails_on = [&](std::string_view what) {
    return std::find(options->fail_on.begin(), options->fail_on.end(), what) != options->fail_on.end();
  };
  report.gate = engine::judge_gate(report, {options->require, fails_on("unknown"), fails_on("quota")});
  std::string text;
  switch (options->format) {
    case Format::json: report::render_json(report, sources, text); break;
    case Format::yaml: report::render_yaml(report, sources, text); break;
    case Format::text:
      report::render_gate(report, sources,
                          {environment.colour_out, environment.unicode, options->verbose, environment.width},
                          text);
      break;
  }
  print(report.diagnostics, sources, environment, report.dropped_diagnostics);
  if (!deliver(*options, text, environment)) return exit_failed;
  return exit_code(report, *options, environment);
}

}  // namespace placer::cli
