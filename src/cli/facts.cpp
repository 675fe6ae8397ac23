// placer facts: what is known of each workload, where each value comes from, and how to give another one.
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "rules/domain.hpp"
#include "rules/rule_set.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace placer::cli {

constexpr OptionSet facts_set{
    .name = "facts",
    .summary =
        "Shows every fact of each workload: its value, how it came to be known, where it stands, and how to "
        "change it.",
    .positional = "FILE",
    .positional_help = "manifests, directories, or - for standard input",
    .example = "placer facts workload.yaml --set memory=2GiB",
    .reads = true,
    .places = true,
    .rules = true,
    .renderers = report::fact_renderers,
};

namespace {

/// Leaves out of the report what no rule of the places that were named looks at.
void keep_asked(const rules::RuleSet& rules, rules::OfferingMask on, Report& report) {
  std::set<std::string_view> asked;
  for (const rules::Rule& rule : rules.rows<rules::Rule>())
    if ((rule.offerings & on) != 0)
      for (const FactId fact : rules::facts_of(rules, rule)) asked.insert(rules.text(rules.fact(fact).key));
  const auto is_idle = [&](const auto& fact) { return !asked.contains(fact.fact); };
  for (WorkloadReport& workload : report.workloads) {
    std::erase_if(workload.facts, is_idle);
    std::erase_if(workload.presumed, is_idle);
  }
}

}  // namespace

int facts(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(facts_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  Report report = session->placer.analyze(options.paths, environment.reader, session->sources,
                                          analyze_options(options, environment));
  const rules::RuleSet& rules = session->placer.rules();
  if (!options.on.empty()) keep_asked(rules, offerings_of(rules, options.on), report);
  return deliver_report(report, *session, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
