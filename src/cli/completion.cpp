// placer completion: the scripts by which shells complete commands, and the words that these ask for.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/complete.hpp"
#include "cli/completion_scripts.hpp"
#include "cli/options.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {

constexpr OptionSet completion_set{
    .name = "completion",
    .summary =
        "Prints a script by which a shell completes commands, options and names of rules and platforms. In "
        "bash: source "
        "<(placer completion bash). In zsh: placer completion zsh > _placer, in a directory of $fpath. In "
        "fish: placer "
        "completion fish | source.",
    .positional = "SHELL",
    .positional_help = "bash, zsh or fish",
    .takes = Takes::words,
    .words = "bash zsh fish",
    .example = "placer completion fish > ~/.config/fish/completions/placer.fish",
    .epilogue = "`placer completion words WORD...` prints what can stand for the last word.",
};

int completion(const std::vector<std::string>& arguments, Environment& environment) {
  // What is being written may look like an option of this command.
  if (!arguments.empty() && arguments.front() == "words") {
    environment.out += to_lines(complete({arguments.begin() + 1, arguments.end()}, environment));
    return exit_ok;
  }
  int exit = exit_ok;
  const std::optional<Options> options = parse(completion_set, arguments, environment, exit);
  if (!options) return exit;
  const auto scripts = completion_scripts();
  const std::string& shell = options->paths.front();
  const auto script =
      std::find_if(scripts.begin(), scripts.end(), [&](const auto& one) { return one.shell == shell; });
  if (options->paths.size() != 1 || script == scripts.end()) {
    environment.err +=
        options->paths.size() == 1
            ? fmt::format("placer: there is no script for {}\nhelp: there are bash, fish and zsh\n",
                          in_quotes(shell))
            : "placer: a script is for one shell; name one at a time\n";
    return exit_failed;
  }
  return deliver(*options, std::string(script->text), environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
