// placer analyze: reads manifests and says where each workload should run.
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "report/renderers.hpp"
#include "report/text.hpp"

namespace placer::cli {
namespace {

constexpr OptionSet option_set{
    .name = "analyze",
    .summary =
        "Says where a workload should run, why, what stands in the way elsewhere, and what it does not know.",
    .positional = "FILE",
    .positional_help = "Manifests, directories of them, or - for standard input",
    .example = "placer analyze workload.yaml",
    .reads = true,
    .rules = true,
    .formats = true,
    .verbose = true,
};

}  // namespace

int analyze(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Options> options = parse(option_set, arguments, environment, exit);
  if (!options) return exit;
  SourceMap sources;
  const std::optional<Placer> placer = open_rules(*options, sources, environment);
  if (!placer) return exit_failed;
  const Report report = placer->analyze(options->paths, environment.reader, sources,
                                        {options->from, options->strict, options->verbose});
  std::string text;
  switch (options->format) {
    case Format::json: report::render_json(report, sources, text); break;
    case Format::yaml: report::render_yaml(report, sources, text); break;
    case Format::text:
      report::render_text(report, sources,
                          {environment.colour_out, environment.unicode, options->verbose, environment.width},
                          text);
      break;
  }
  print(report.diagnostics, sources, environment, report.dropped_diagnostics);
  if (report.workloads.empty() && report.diagnostics.empty())
    environment.err +=
        "placer: no workload was found\nhelp: name the files, or a directory with manifests in it\n";
  if (!deliver(*options, text, environment)) return exit_failed;
  for (const Diagnostic& diagnostic : report.diagnostics)
    if (diagnostic.severity == Severity::error) return exit_failed;
  return report.workloads.empty() ? exit_failed : exit_ok;
}

}  // namespace placer::cli
