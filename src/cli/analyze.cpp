// placer analyze: reads manifests and says where each workload should run.
#include "cli/command.hpp"
#include "cli/options.hpp"
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
  std::optional<Session> session = begin(option_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  const Report report = session->placer.analyze(
      options.paths, environment.reader, session->sources,
      {.from = options.from, .strict = options.strict, .keep_passes = options.verbose});
  return deliver_report(report, report::render_text, *session, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
