// placer rules: the rules that a run goes by, and the means to write some of one's own.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/rules_actions.hpp"

#include <fmt/core.h>

#include <array>

namespace placer::cli {
namespace {

constexpr std::array<Command, 5> actions{{
    {"list", "list rules: of a platform, of a hardness, older than, from a source", rules_list,
     &rules_list_set},
    {"show", "show rules in full, with their source and place", rules_show, &rules_show_set},
    {"validate", "check files of own rules, a rule set or a project file", rules_validate,
     &rules_validate_set},
    {"test", "run cases: workloads and what the rules must say of them", rules_test, &rules_test_set},
    {"new", "begin an own platform: a file that validates at once, and cases", rules_new, &rules_new_set},
}};

std::string help() {
  std::string text =
      "Lists rules, and helps to write some of one's own.\n\nUsage: placer rules ACTION [OPTIONS] "
      "[ARGUMENT...]\n\nActions:\n";
  for (const Command& action : actions) text += fmt::format("  {:<10}{}\n", action.name, action.summary);
  return text +
         "\n`placer rules ACTION --help` shows an action's options.\n\nExample: placer rules list --on "
         "aws-lambda --older-than 180d\n";
}

}  // namespace

std::span<const Command> rules_actions() { return actions; }

int rules(const std::vector<std::string>& arguments, Environment& environment) {
  if (arguments.empty() || arguments.front() == "-h" || arguments.front() == "--help") {
    (arguments.empty() ? environment.err : environment.out) += help();
    return arguments.empty() ? exit_failed : exit_ok;
  }
  std::vector<std::string_view> names;
  for (const Command& action : actions) {
    if (action.name == arguments.front())
      return action.run({arguments.begin() + 1, arguments.end()}, environment);
    names.push_back(action.name);
  }
  const auto near = closest(arguments.front(), names);
  environment.err += fmt::format("placer: `rules` has no action '{}'\nhelp: {}\n", arguments.front(),
                                 near ? fmt::format("did you mean `placer rules {}`?", *near)
                                      : fmt::format("there are {}", join(names, ", ")));
  return exit_failed;
}

}  // namespace placer::cli
