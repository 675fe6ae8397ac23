// placer check: the gate for CI. Exit 1 only where something was judged and does not fit; 2 where it could
// not be judged.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "engine/gate.hpp"
#include "report/gate_text.hpp"
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

}  // namespace

int check(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(option_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  if (!check_names(options.require, session->placer.rules(), environment)) return exit_failed;
  Report report =
      session->placer.analyze(options.paths, environment.reader, session->sources,
                              {.from = options.from, .strict = options.strict, .skip_foreign = true});
  const auto fails_on = [&](std::string_view what) {
    return std::find(options.fail_on.begin(), options.fail_on.end(), what) != options.fail_on.end();
  };
  report.gate = engine::judge_gate(report, {options.require, fails_on("unknown"), fails_on("quota")});
  if (!deliver_report(report, report::render_gate, *session, environment)) return exit_failed;
  if (!report.workloads.empty()) return report.gate->passed ? exit_ok : exit_gate;
  if (options.allow_empty) return exit_ok;
  environment.err += "placer: nothing was judged\nhelp: --allow-empty makes that a success\n";
  return exit_failed;
}

}  // namespace placer::cli
