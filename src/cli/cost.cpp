// placer cost: what a month costs on each offering, line by line.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer::cli {

constexpr OptionSet cost_set{
    .name = "cost",
    .summary = "Says what a month costs on each offering, line by line, from dated list prices.",
    .positional = "FILE",
    .positional_help = "manifests, directories, or - for standard input",
    .example = "placer cost workload.yaml --on aws-lambda --set traffic.monthly=3000000",
    .reads = true,
    .explores = true,
    .bills = true,
    .rules = true,
    .renderers = report::cost_renderers,
    .verbose = true,
};

namespace {

std::set<std::string_view> lines_of(const rules::RuleSet& rules) {
  std::set<std::string_view> ids;
  for (const rules::Price& price : rules.rows<rules::Price>()) ids.insert(rules.text(price.id));
  return ids;
}

/// ID=AMOUNT, a price of one's own; false after a message.
bool read_price(const std::string& word, const rules::RuleSet& rules, AnalyzeOptions& analysis,
                Environment& environment) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos) {
    environment.err += fmt::format(
        "placer: --price takes a line and its price, as in fargate.vcpu=0.03USD, not {}\n", in_quotes(word));
    return false;
  }
  const std::string id = word.substr(0, equals);
  const std::set<std::string_view> known = lines_of(rules);
  if (!known.contains(id)) {
    const auto near = closest(id, std::vector<std::string_view>(known.begin(), known.end()));
    environment.err += fmt::format("placer: --price: no bill has a line {}; {}\n", in_quotes(id),
                                   near ? fmt::format("did you mean {}?", *near)
                                        : std::string("`placer cost FILE -v` shows their names"));
    return false;
  }
  QuantityError error;
  const auto price = parse_quantity(word.substr(equals + 1), Unit::price, error);
  if (!price || !price->is_point()) {
    environment.err +=
        fmt::format("placer: --price {}: {}\n", id, price ? "a price is one amount" : error.message);
    if (!price && !error.help.empty()) environment.err += fmt::format("help: {}\n", error.help);
    return false;
  }
  analysis.prices[id] = price->low;
  return true;
}

}  // namespace

int cost(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(cost_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  AnalyzeOptions analysis = analyze_options(options, environment);
  analysis.bills = true;
  analysis.curves = true;
  analysis.free_tier = options.free_tier;
  analysis.months = options.months;
  for (const std::string& word : options.prices)
    if (!read_price(word, session->placer.rules(), analysis, environment)) return exit_failed;
  const bool draws = std::any_of(options.outputs.begin(), options.outputs.end(),
                                 [](const Output& output) { return output.renderer->id == "svg"; });
  if (draws && !options.sweep) {
    environment.err += "placer: --format svg draws how cost grows with traffic\nhelp: add --sweep\n";
    return exit_failed;
  }
  Report report = session->placer.analyze(options.paths, environment.reader, session->sources, analysis);
  if (analysis.free_tier && report.workloads.size() > 1)
    environment.err += fmt::format(
        "placer: --free-tier gives each of {} workloads what is given away to an account once: taken "
        "together "
        "they cost more\n",
        report.workloads.size());
  const auto bare = std::count_if(report.workloads.begin(), report.workloads.end(),
                                  [](const WorkloadReport& one) { return !one.curve; });
  if (options.sweep && bare > 0)
    environment.err += fmt::format(
        "placer: there is no curve of {} of {}: nothing that fits has a price, or nobody says how long a "
        "request takes\nhelp: write `duration: 200ms`, or --set duration=200ms\n",
        bare, counted(report.workloads.size(), "workload"));
  // Of the curves, what is cheapest where is said in any case.
  if (!options.sweep)
    for (WorkloadReport& workload : report.workloads)
      if (workload.curve) workload.curve->series.clear(), workload.curve->requests.clear();
  return deliver_report(report, *session, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
