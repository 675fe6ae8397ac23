// placer explain: what a rule, fact, offering, criterion or other name of the rule set says, and where it
// comes from.
#include "reference/explain.hpp"

#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "report/score_text.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {

constexpr OptionSet explain_set{
    .name = "explain",
    .summary = "Shows what a name of the rule set means, and where it comes from.",
    .positional = "ID",
    .positional_help =
        "Rules, facts, platforms, offerings, properties, criteria, words of an answer; `score` and manifests",
    .takes = Takes::names,
    .example = "placer explain aws-lambda.timeout",
    .explores = true,
    .rules = true,
};

namespace {

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
        report::append_score(workload, offering, environment.unicode, environment.width, text);
  const bool broken = !is_good(report);
  if (text.empty() && !broken)
    text = "nothing is recommended, so there is no score; --on names an offering\n";
  return deliver(options, for_people(text), environment) && !broken ? exit_ok : exit_failed;
}

}  // namespace

int explain(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(explain_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  if (!check_names("--on", options.on, session->placer.rules(), environment)) return exit_failed;
  if (options.paths.size() > 1 && options.paths.front() == "score")
    return explain_scores(*session, environment);
  const bool has_priority = std::any_of(options.set.begin(), options.set.end(), [](const std::string& set) {
    return set.starts_with("priorities=");
  });
  if (has_priority) {
    environment.err += "placer: --priority is for `placer explain score FILE`\n";
    return exit_failed;
  }
  const rules::OfferingMask on = offerings_of(session->placer.rules(), options.on);
  reference::Page page;
  for (const std::string& id : options.paths) {
    if (reference::explain(session->placer.rules(), id, page, on)) continue;
    const auto ids = reference::all_ids(session->placer.rules());
    std::string near = alike(id, ids);
    // An offering without its platform.
    for (const auto& full : ids)
      if (near.empty() && full.ends_with("/" + id)) near = full;
    environment.err +=
        fmt::format("placer: the rule set {} has nothing that is called {}\nhelp: {}\n",
                    session->placer.rules().name(), in_quotes(id),
                    near.empty() ? "`placer reference rules` and `placer reference facts` list the names"
                                 : fmt::format("did you mean {}?", near));
    exit = exit_failed;
  }
  if (exit != exit_ok) return exit;
  const std::string text =
      reference::to_text(page, {environment.colour_out, environment.unicode, environment.width});
  return deliver(options, text, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
