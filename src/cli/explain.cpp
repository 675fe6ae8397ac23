// placer explain: what a rule, fact, offering, criterion or other name of the rule set says, and where it
// comes from.
#include "reference/explain.hpp"

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "report/table.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {
namespace {

constexpr OptionSet option_set{
    .name = "explain",
    .summary = "Shows what a name of the rule set means, and where it comes from.",
    .positional = "ID",
    .positional_help =
        "Rules, facts, platforms, offerings, properties, criteria, words of an answer; `score` and manifests",
    .example = "placer explain aws-lambda.timeout",
    .explores = true,
    .rules = true,
};

/// "5", or "2.5" where a priority halves it.
std::string weight_of(const CriterionScore& part) {
  return fmt::format("{}{}", part.weight / 2, part.weight % 2 == 0 ? "" : ".5");
}

std::string range(std::int64_t low, std::int64_t high, std::int64_t unit, std::string_view dash) {
  const auto tenths = [&](std::int64_t value) {
    const std::int64_t rounded = (value * 10 + unit / 2) / unit;
    return rounded % 10 == 0 ? fmt::format("{}", rounded / 10)
                             : fmt::format("{}.{}", rounded / 10, rounded % 10);
  };
  return low == high ? tenths(low) : fmt::format("{}{}{}", tenths(low), dash, tenths(high));
}

/// How the score of one offering came to be, part by part.
void add_score(const WorkloadReport& workload, const OfferingReport& offering, const Environment& environment,
               std::string& text) {
  const std::string_view dash = environment.unicode ? "\u2013" : "-";
  std::int64_t total = 0;
  for (const CriterionScore& part : offering.criteria) total += part.weight;
  if (!text.empty()) text += '\n';
  text += fmt::format("{} on {}: {}", workload.name, offering.id(), to_string(offering.verdict));
  if (offering.criteria.empty() || offering.verdict == Verdict::does_not_fit || total == 0) {
    text += ", which has no score\n";
    return;
  }
  text += fmt::format(", score {}\n\n", range(offering.score.low, offering.score.high, 1000, dash));
  std::vector<std::vector<report::Cell>> rows{
      {{"criterion"}, {"looks at"}, {"points"}, {"x weight"}, {"= part of the score"}}};
  for (const CriterionScore& part : offering.criteria)
    rows.push_back({{std::string(part.title)},
                    {part.input.text},
                    {range(part.score.low, part.score.high, 1000, dash)},
                    {fmt::format("{} of {}", weight_of(part), range(total, total, 2, dash))},
                    {range(part.score.low * std::int64_t{part.weight},
                           part.score.high * std::int64_t{part.weight}, total * 1000, dash)}});
  report::append_table(rows, 2, environment.width, text);
}

/// `placer explain score FILE...`: of what is recommended, or of what --on names.
int explain_scores(Session& session, Environment& environment) {
  const Options& options = session.options;
  AnalyzeOptions analysis = analyze_options(options, environment);
  const std::vector<std::string> paths(options.paths.begin() + 1, options.paths.end());
  const Report report = session.placer.analyze(paths, environment.reader, session.sources, analysis);
  print_diagnostics(report.diagnostics, session.sources, environment);
  std::string text;
  for (const WorkloadReport& workload : report.workloads)
    for (const OfferingReport& offering : workload.offerings)
      if (!options.on.empty() || offering.id() == workload.recommendation.id())
        add_score(workload, offering, environment, text);
  const bool broken = std::any_of(report.diagnostics.begin(), report.diagnostics.end(),
                                  [](const Diagnostic& one) { return one.severity == Severity::error; });
  if (text.empty() && !broken)
    text = "nothing is recommended, so there is no score; --on names an offering\n";
  return deliver(options, text, environment) && !broken ? exit_ok : exit_failed;
}

}  // namespace

int explain(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(option_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  if (!check_names("--on", options.on, session->placer.rules(), environment)) return exit_failed;
  if (options.paths.size() > 1 && options.paths.front() == "score")
    return explain_scores(*session, environment);
  reference::Page page;
  for (const std::string& id : options.paths) {
    if (reference::explain(session->placer.rules(), id, page)) continue;
    const auto near = closest(id, reference::all_ids(session->placer.rules()));
    environment.err +=
        fmt::format("placer: the rule set {} has nothing that is called {}\nhelp: {}\n",
                    session->placer.rules().name(), quoted(id),
                    near ? fmt::format("did you mean {}?", *near)
                         : "`placer reference rules` and `placer reference facts` list the names");
    exit = exit_failed;
  }
  if (exit != exit_ok) return exit;
  const std::string text =
      reference::to_text(page, {environment.colour_out, environment.unicode, environment.width});
  return deliver(options, text, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
