// placer analyze: reads manifests and says where each workload should run.
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "engine/gate.hpp"
#include "facade/policy.hpp"

#include <algorithm>

namespace placer::cli {

constexpr OptionSet analyze_set{
    .name = "analyze",
    .summary =
        "Says where a workload should run, why, what stands in the way elsewhere, and what it does not know.",
    .positional = "FILE",
    .positional_help = "manifests, directories, or - for standard input",
    .example = "placer analyze workload.yaml --set timeout=30s",
    .reads = true,
    .explores = true,
    .rules = true,
    .renderers = report::renderers,
    .verbose = true,
};

int analyze(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(analyze_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  AnalyzeOptions analysis = analyze_options(options, environment);
  analysis.depth = options.verbose ? Depth::everything : Depth::ranking;
  for (const Output& output : options.outputs)
    analysis.depth = std::max(analysis.depth, output.renderer->depth);
  Report report = session->placer.analyze(options.paths, environment.reader, session->sources, analysis);
  engine::GateOptions shown;
  shown.verbose = options.verbose;
  const Gates gates(report, session->sources, session->placer.project(), environment.directory, shown);
  engine::annotate(report, shown, gates.each());
  return deliver_report(report, *session, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
