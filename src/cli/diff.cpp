// placer diff: what a change of manifests changes in the answers. Each side goes by its own project file.
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "doc/structural_path.hpp"
#include "engine/gate.hpp"
#include "facade/format_findings.hpp"
#include "facade/policy.hpp"
#include "report/difference.hpp"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::cli {

constexpr std::array<std::string_view, 3> diff_formats{"text", "json", "markdown"};

constexpr OptionSet diff_set{
    .name = "diff",
    .summary =
        "Says which workloads changed their verdict, their recommendation or their room, from OLD to NEW.",
    .positional = "PATH",
    .positional_help = "OLD and NEW: two files, or two directories; - for standard input",
    .example = "git worktree add ../old main && placer diff ../old/deploy deploy",
    .epilogue = "Exit codes: 0 both were read, whatever changed; 2 one could not be",
    .reads = true,
    .places = true,
    .rules = true,
    .formats = diff_formats,
};

namespace {

/// The report of one side, with its gate; the session keeps what the report refers to.
Report judge(Session& session, const Environment& environment) {
  AnalyzeOptions analysis = analyze_options(session.options, environment);
  analysis.room = true;
  analysis.skip_foreign = true;
  analysis.gated = true;
  Report report =
      session.placer.analyze(session.options.paths, environment.reader, session.sources, analysis);
  engine::GateOptions asked;
  asked.on = session.options.on;
  const Gates gates(report, session.sources, session.placer.project(), environment.directory, asked);
  engine::judge_gate(report, asked, gates.each());
  blame_format(report, session.placer.rules());
  return report;
}

/// Names that several workloads have.
void add_namesakes(const Report& report, std::set<std::string_view>& namesakes) {
  std::set<std::string_view> seen;
  for (const WorkloadReport& workload : report.workloads)
    if (!seen.insert(workload.name).second) namesakes.insert(workload.name);
}

std::vector<std::string> paths_of(const std::set<std::string_view>& names, const Report& report,
                                  const SourceMap& sources) {
  doc::StructuralPaths places(sources);
  for (const WorkloadReport& workload : report.workloads)
    if (names.contains(workload.name)) places.add(workload.where);
  places.find();
  std::vector<std::string> paths;
  paths.reserve(report.workloads.size());
  for (const WorkloadReport& workload : report.workloads) paths.push_back(places.of(workload.where));
  return paths;
}

}  // namespace

int diff(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Options> options = parse(diff_set, arguments, environment, exit);
  if (!options) return exit;
  if (options->paths.size() != 2) {
    environment.err +=
        "placer: diff takes two paths, OLD and NEW\nhelp: `placer diff --help` has an example\n";
    return exit_failed;
  }
  if (options->paths[0] == "-" && options->paths[1] == "-") {
    environment.err += "placer: standard input is either OLD or NEW, not both\n";
    return exit_failed;
  }
  std::array<std::optional<Session>, 2> sessions;
  std::array<Report, 2> reports;
  for (std::size_t side = 0; side < sessions.size(); ++side) {
    Options own = *options;
    own.paths = {options->paths[side]};
    sessions[side] = open_session(diff_set, std::move(own), environment, exit);
    if (!sessions[side]) return exit;
    reports[side] = judge(*sessions[side], environment);
    print_diagnostics(reports[side].diagnostics, sessions[side]->sources, environment);
  }
  std::set<std::string_view> namesakes;
  for (const Report& report : reports) add_namesakes(report, namesakes);
  const auto side = [&](std::size_t i) {
    return report::Side{reports[i], sessions[i]->sources, sessions[i]->options.paths.front(),
                        paths_of(namesakes, reports[i], sessions[i]->sources)};
  };
  const report::Side before = side(0), after = side(1);
  const report::Difference difference = report::compare(before, after);
  const std::string text =
      options->format == "json" ? report::difference_json(difference, before, after)
      : options->format == "markdown"
          ? report::difference_markdown(difference, before, after)
          : report::difference_text(difference, before, after,
                                    {environment.colour_out, environment.unicode, false, environment.width});
  if (!deliver(*options, text, environment)) return exit_failed;
  return is_good(reports[0]) && is_good(reports[1]) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
