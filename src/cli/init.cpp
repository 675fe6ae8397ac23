// placer init: a native manifest to begin with, empty or from manifests that exist.
#include "base/schedule_runs.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "reference/starting_manifest.hpp"
#include "report/manifest.hpp"
#include "rules/relations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

namespace placer::cli {

constexpr OptionSet init_set{
    .name = "init",
    .summary =
        "Writes workload.yaml to begin with: all facts to choose from, or with --from what a manifest "
        "of another format says, and what is to be filled in.",
    .positional = "",
    .positional_help = "",
    .takes = Takes::nothing,
    .example = "placer init --from deploy.yaml -o shop.yaml",
    .epilogue = "What is there already is not written over.",
    .rules = true,
    .begins = true,
    .positional_required = false,
};

namespace {

constexpr const char* usual_name = "workload.yaml";

/// What a manifest of a platform may say and a native one may not: an interval that begins below the least of
/// the fact begins there, and of two that contradict one another, as a platform's settings may, the second is
/// left open.
void make_sayable(const rules::RuleSet& rules, WorkloadReport& workload) {
  const auto find = [&](std::string_view name) {
    const auto fact = std::find_if(workload.facts.begin(), workload.facts.end(),
                                   [&](const FactReport& one) { return one.fact == name; });
    return fact == workload.facts.end() || !fact->amount.interval ? nullptr : &*fact;
  };
  for (FactReport& fact : workload.facts) {
    std::optional<Interval>& value = fact.amount.interval;
    const std::int64_t least = rules.fact(rules.find_fact(fact.fact)).range.low;
    if (value && !value->is_point() && !fact.amount.unit.empty()) value->low = std::max(value->low, least);
  }
  for (const rules::Order& order : rules::orders) {
    const FactReport* less = find(order.less);
    FactReport* more = find(order.more);
    if (less == nullptr || more == nullptr || order.severity != Severity::error ||
        !order.is_broken(less->amount.interval->low, more->amount.interval->high))
      continue;
    more->origin = Origin::unresolved;
    more->note = fmt::format("{} there, which is below `{}`", more->amount.text, order.less);
  }
}

/// What the manifest was judged with in the place of any accelerator is stated, since a native one says
/// nothing of makers.
void state_maker(const rules::RuleSet& rules, WorkloadReport& workload) {
  const FactId type = rules.known(rules::Known::gpu_type);
  const std::string_view name = rules.text(rules.fact(type).key);
  if (workload.maker_types.empty() || std::none_of(workload.presumed.begin(), workload.presumed.end(),
                                                   [&](const PresumedFact& one) { return one.fact == name; }))
    return;
  FactReport fact;
  fact.fact = name;
  fact.origin = Origin::presumed;
  fact.items = std::move(workload.maker_types);
  fact.note = "those of the maker whose devices it asks for, or is made for";
  workload.maker_types.clear();
  const auto behind = std::find_if(workload.facts.begin(), workload.facts.end(),
                                   [&](const FactReport& one) { return rules.find_fact(one.fact) > type; });
  workload.facts.insert(behind, std::move(fact));
}

/// What was read as a native manifest; empty after a message in `err` where there is nothing to write.
std::string converted(Session& session, Environment& environment, bool& broken) {
  Report report = session.placer.analyze(session.options.paths, environment.reader, session.sources,
                                         analyze_options(session.options, environment));
  print_diagnostics(report.diagnostics, session.sources, environment);
  broken = !is_good(report);
  std::string text;
  const rules::RuleSet& rules = session.placer.rules();
  for (WorkloadReport& workload : report.workloads) {
    make_sayable(rules, workload);
    state_maker(rules, workload);
  }
  const auto is_sayable = [&](const FactReport& fact) {
    if (fact.fact == "schedule" && fact.items.size() == 1 && !schedule_mistake(fact.items.front()).empty())
      return false;
    const Interval range = rules.fact(rules.find_fact(fact.fact)).range;
    const std::optional<Interval>& value = fact.amount.interval;
    return !value || !fact.items.empty() || fact.amount.unit.empty() ||
           (value->low >= range.low && value->high <= range.high);
  };
  if (!report.workloads.empty())
    report::render_manifest(report, session.sources, join(session.options.paths, ", "), is_sayable, text);
  return text;
}

}  // namespace

int init(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(init_set, arguments, environment, exit);
  if (!session) return exit;
  Options& options = session->options;
  const bool prints = options.output == "-";
  if (prints)
    options.output.clear();
  else if (options.output.empty())
    options.output = usual_name;
  // What is called so is read as JSON.
  if (to_lower(options.output).ends_with(".json")) {
    environment.err += fmt::format(
        "placer: {} would be read as JSON, and what init writes is YAML\nhelp: name a .yaml file with -o\n",
        options.output);
    return exit_failed;
  }
  std::error_code error;
  if (!prints && std::filesystem::exists(options.output, error)) {
    environment.err += fmt::format(
        "placer: {} is there already\nhelp: name another file with -o, or print with -o -\n", options.output);
    return exit_failed;
  }
  bool broken = false;
  const std::string text = options.paths.empty() ? reference::starting_manifest(session->placer.rules())
                                                 : converted(*session, environment, broken);
  if (text.empty() || !deliver(options, text, environment)) return exit_failed;
  if (!prints)
    environment.out +=
        fmt::format("wrote {0}; next: fill it in, and run\n  placer analyze {0}\n", options.output);
  return broken ? exit_failed : exit_ok;
}

}  // namespace placer::cli
