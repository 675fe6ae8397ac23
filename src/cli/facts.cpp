// placer facts: what is known of each workload, where each value comes from, and how to give another one.
#include "cli/command.hpp"
#include "cli/options.hpp"

namespace placer::cli {
namespace {

constexpr OptionSet option_set{
    .name = "facts",
    .summary =
        "Shows every fact of each workload: its value, how it came to be known, where it stands, and how to "
        "change it.",
    .positional = "FILE",
    .positional_help = "manifests, directories, or - for standard input",
    .example = "placer facts workload.yaml --set memory=2GiB",
    .reads = true,
    .rules = true,
    .renderers = report::fact_renderers,
};

}  // namespace

int facts(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(option_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  const Report report = session->placer.analyze(options.paths, environment.reader, session->sources,
                                                analyze_options(options, environment));
  return deliver_report(report, *session, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
