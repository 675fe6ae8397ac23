// placer simulate: what a workload's traffic does on one offering that scales by itself.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/month.hpp"
#include "cli/options.hpp"
#include "report/simulation.hpp"
#include "rules/page_tables.hpp"
#include "rules/rule_set.hpp"
#include "traffic/scenario.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace placer::cli {

constexpr std::array<std::string_view, 4> simulate_formats{"text", "json", "csv", "svg"};

constexpr OptionSet simulate_set{
    .name = "simulate",
    .summary = "Simulates how an offering scales under a workload's traffic.",
    .positional = "FILE",
    .positional_help = "a manifest, or - for standard input",
    .example = "placer simulate workload.yaml --on aws-lambda/zip",
    .reads = true,
    .places = true,
    .simulates = true,
    .rules = true,
    .formats = simulate_formats,
};

namespace {

bool refuse(Environment& environment, const std::string& problem, const std::string& help) {
  environment.err += fmt::format("placer: {}\nhelp: {}\n", problem, help);
  return false;
}

/// The workload that is asked for; null after a message.
const WorkloadReport* workload_of(const Report& report, const std::string& name, Environment& environment) {
  std::vector<std::string> names;
  const WorkloadReport* chosen = nullptr;
  for (const WorkloadReport& workload : report.workloads) {
    if (chosen == nullptr && (name.empty() || name == workload.name || name == workload.exact_name()))
      chosen = &workload;
    names.push_back(workload.name);
  }
  if (chosen == nullptr || (name.empty() && names.size() > 1)) {
    const std::string all = join(names, ", ");
    refuse(environment,
           name.empty() ? fmt::format("one workload is simulated at a time, and there are {}", names.size())
                        : fmt::format("there is no workload {}", in_quotes(name)),
           names.empty() ? "name a manifest" : fmt::format("name one with --workload: {}", all));
    return nullptr;
  }
  return chosen;
}

/// Why there is no model of an offering's scaling: what the rules say of it.
std::string why_not(const rules::RuleSet& rules, unsigned offering) {
  for (const rules::Omission& omission : rules.rows<rules::Omission>())
    if ((omission.offerings >> offering & 1U) != 0 && rules.text(omission.what) == "model of scaling")
      return fmt::format(" ({}): {}", rules.text(omission.value), rules.text(omission.why));
  return {};
}

/// The offerings of a platform whose scaling is modelled, as `--on` takes them; those of all where it has
/// none.
std::string modelled_of(const rules::RuleSet& rules, std::string_view platform) {
  std::vector<std::string> own, all;
  const auto rows = rules.rows<rules::Offering>();
  for (unsigned row = 0; row < rows.size(); ++row) {
    if (!rules::scaling_model(rules, row)) continue;
    all.emplace_back(rules.text(rows[row].full_id));
    if (all.back().starts_with(std::string(platform) + '/')) own.push_back(all.back());
  }
  return join(own.empty() ? all : own, ", ");
}

bool is_modelled(const rules::RuleSet& rules, const OfferingReport& offering) {
  return rules::scaling_model(rules, static_cast<unsigned>(rules.find_offering(offering.id()))).has_value();
}

/// What is recommended, or else the best that certainly fits, of those whose scaling is modelled; null where
/// there is none.
const OfferingReport* recommended(const rules::RuleSet& rules, const WorkloadReport& workload) {
  const OfferingReport* first = workload.find(workload.recommendation.id());
  if (first != nullptr && is_modelled(rules, *first)) return first;
  const auto best = std::find_if(
      workload.offerings.begin(), workload.offerings.end(),
      [&](const OfferingReport& one) { return one.verdict == Verdict::fits && is_modelled(rules, one); });
  return best == workload.offerings.end() ? nullptr : &*best;
}

/// The offering to simulate: the best of those asked for whose scaling is modelled, or the recommended one,
/// or the best that fits, and where none certainly does the best that may; -1 after a message.
int offering_of(const rules::RuleSet& rules, const WorkloadReport& workload, bool asked,
                Environment& environment) {
  if (!asked)
    if (const OfferingReport* best = recommended(rules, workload)) return rules.find_offering(best->id());
  const OfferingReport* first = nullptr;
  for (const OfferingReport& offering : workload.offerings) {
    const int row = rules.find_offering(offering.id());
    if (first == nullptr) first = &offering;
    if (!is_modelled(rules, offering)) continue;
    if (offering.verdict == Verdict::does_not_fit) {
      if (!asked) continue;
      environment.err += fmt::format("placer: {} does not fit {}; it is simulated all the same\n",
                                     workload.name, offering.id());
    }
    return row;
  }
  if (first != nullptr && asked)
    refuse(environment,
           fmt::format("how {} scales is not modelled{}", first->id(),
                       why_not(rules, static_cast<unsigned>(rules.find_offering(first->id())))),
           fmt::format("simulate another one with --on: {}; `placer cost` has the bill of this one",
                       modelled_of(rules, first->platform)));
  else
    refuse(environment, fmt::format("no offering that {} fits has a model of its scaling", workload.name),
           "`placer platforms PLATFORM` shows under \"Scaling\" what is modelled; --on names an offering");
  return -1;
}

/// Reads the trace that an option or the manifest names; false after a message.
bool read_trace_of(const WorkloadReport& workload, const SourceMap& sources, const std::string& option,
                   traffic::Settings& settings, traffic::Trace& trace, Environment& environment) {
  std::string path = option;
  if (path.empty()) {
    const auto fact = std::find_if(workload.facts.begin(), workload.facts.end(),
                                   [](const FactReport& one) { return one.fact == "traffic.trace"; });
    if (fact == workload.facts.end() || fact->items.empty()) return true;
    path = fact->items.front();
    // Beside the manifest that names it.
    if (fact->where.file != no_file) {
      const std::filesystem::path manifest(sources.file(fact->where.file).path());
      path = (manifest.parent_path() / path).lexically_normal().string();
    }
  }
  std::string bytes, error;
  const FileReader::Status status = environment.reader.read(path, bytes, error);
  if (status != FileReader::Status::ok)
    return refuse(environment,
                  fmt::format("the trace {} cannot be read: {}", path,
                              status == FileReader::Status::not_found ? "there is no such file" : error),
                  "--trace names another one");
  trace = traffic::read_trace(bytes);
  if (!trace.problem.empty())
    return refuse(
        environment,
        fmt::format("{}{}: {}", path, trace.line > 0 ? fmt::format(":{}", trace.line) : "", trace.problem),
        !trace.help.empty()
            ? trace.help
            : "a trace has a time on each line, a start and a duration, or counts for each minute");
  settings.trace = &trace;
  settings.trace_name = path;
  return true;
}

bool print(const Simulation& simulation, const Options& options, Environment& environment) {
  const auto all = report::simulation_renderers();
  const auto renderer =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == options.format; });
  const report::TextOptions text{environment.colour_out, environment.unicode, false, environment.width};
  std::string out;
  renderer->render(simulation, text, out);
  return deliver(options, out, environment);
}

/// The type of the machine that the bill packs instances onto; empty where it packs none, or where it has no
/// name.
std::string machine_of(const rules::RuleSet& rules, const WorkloadReport& workload, std::string_view id) {
  const OfferingReport* offering = workload.find(id);
  if (offering == nullptr || !offering->size) return {};
  const auto rows = rules.rows<rules::Size>();
  const bool is_machine = std::any_of(rows.begin(), rows.end(), [&](const rules::Size& size) {
    return size.machine && !size.node && rules.text(size.name) == offering->size->name;
  });
  return is_machine ? std::string(offering->size->name) : std::string();
}

bool run_on(const Session& session, const Report& report, FileReader& reader, Environment& environment) {
  const Options& options = session.options;
  const rules::RuleSet& rules = session.placer.rules();
  traffic::Settings settings;
  if (!read_run_options(options.run, settings, environment.err)) return false;
  const WorkloadReport* workload = workload_of(report, options.run.workload, environment);
  if (workload == nullptr) return false;
  const int offering = offering_of(rules, *workload, !options.on.empty(), environment);
  if (offering < 0) return false;
  traffic::Trace trace;
  if (!read_trace_of(*workload, session.sources, options.run.trace, settings, trace, environment))
    return false;
  traffic::Scenario scenario =
      traffic::make_scenario(rules, static_cast<unsigned>(offering), *workload, settings);
  if (!scenario.problem.empty()) return refuse(environment, scenario.problem, scenario.help);
  const auto jobs = static_cast<unsigned>(options.jobs);
  Simulation simulation = traffic::run(scenario.plan, jobs, [&](std::size_t ended) {
    if (environment.progress) environment.progress("simulated", ended, scenario.plan.runs);
  });
  simulation.workload = workload->exact_name();
  simulation.offering = rules.text(rules.rows<rules::Offering>()[static_cast<std::size_t>(offering)].full_id);
  simulation.model = scenario.model;
  simulation.inputs = std::move(scenario.inputs);
  simulation.theory = std::move(scenario.theory);
  add_cost_of_month(session, machine_of(rules, *workload, simulation.offering), simulation, reader,
                    environment);
  return print(simulation, options, environment);
}

}  // namespace

int simulate(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(simulate_set, arguments, environment, exit);
  if (!session) return exit;
  // Manifests are read again for the bill, and standard input can be read only once.
  RememberingReader reader(environment.reader);
  const Report report = session->placer.analyze(session->options.paths, reader, session->sources,
                                                analyze_options(session->options, environment));
  print_diagnostics(report.diagnostics, session->sources, environment);
  return is_good(report) && run_on(*session, report, reader, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
