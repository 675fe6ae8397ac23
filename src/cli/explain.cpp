// placer explain: what a rule, fact, offering, criterion or other name of the rule set says, and where it
// comes from.
#include "reference/explain.hpp"

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

namespace placer::cli {
namespace {

constexpr OptionSet option_set{
    .name = "explain",
    .summary = "Shows what a name of the rule set means, and where it comes from.",
    .positional = "ID",
    .positional_help = "Rules, facts, platforms, offerings, properties, criteria; of the guide claims too",
    .example = "placer explain aws-lambda.timeout",
    .rules = true,
};

}  // namespace

int explain(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Session> session = begin(option_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
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
