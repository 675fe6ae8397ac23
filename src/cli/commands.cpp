// The table of commands, the top-level help, and the choice of a command.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/version.hpp"

#include <fmt/core.h>

#include <array>

namespace placer::cli {
namespace {

constexpr std::array<Command, 13> table{{
    {"analyze", "say where workloads should run, and why", analyze, &analyze_set},
    {"check", "gate workloads: exit 1 where one does not fit", check, &check_set},
    {"cost", "say what a month costs, line by line", cost, &cost_set},
    {"diff", "say what a change of manifests changes", diff, &diff_set},
    {"facts", "show what is known of workloads, and where it comes from", facts, &facts_set},
    {"simulate", "simulate cold starts, latency and scaling", simulate, &simulate_set},
    {"init", "begin a manifest, empty or from one of another format", init, &init_set},
    {"platforms", "compare the platforms, or show one", platforms, &platforms_set},
    {"explain", "show a rule, limit, fact or offering with its source", explain, &explain_set},
    {"rules", "list, show, validate, test and begin rules", rules, nullptr, rules_actions},
    {"reference", "print the reference pages: facts, platforms, rules", reference, &reference_set},
    {"schema", "print a JSON Schema: workload, rules, report, config", schema, &schema_set},
    {"completion", "complete commands in bash, zsh or fish", completion, &completion_set},
}};

std::string help() {
  std::string text =
      "placer says where a workload should run: Lambda, Cloud Run, Kubernetes or ECS.\n"
      "Usage: placer COMMAND [OPTIONS] [FILE...]\n\nCommands:\n";
  for (const Command& command : table) text += fmt::format("  {:<11}{}\n", command.name, command.summary);
  text +=
      "\nOptions:\n  -h, --help  this text; `placer COMMAND --help` for a command's options\n  --version   "
      "the version and the built-in rule "
      "set\nExample: placer analyze workload.yaml\nExit codes: 0 done; 1 the gate says no; 2 could "
      "not do the job; 3 a bug\n";
  return text;
}

int unknown_command(std::string_view word, Environment& environment) {
  std::vector<std::string_view> names{"--help", "--version"};
  if (!word.starts_with("-")) names = {"help"};
  for (const Command& command : table)
    if (!word.starts_with("-")) names.push_back(command.name);
  auto near = closest(word, names);
  // The one option that other programs have as a command.
  if (!near && closest(word, std::vector<std::string_view>{"version"})) near = "--version";
  const std::string_view what = word.starts_with("-") ? "option" : "command";
  std::string hint =
      near ? fmt::format("did you mean `placer {}`?", *near) : std::string("`placer --help` lists them");
  constexpr std::size_t longest_path = 200;  // a longer word is none that one would say again
  if (!near && !word.starts_with("-") && word.size() < longest_path &&
      word.find('.') != std::string_view::npos)
    hint = fmt::format("did you mean `placer analyze {}`?", word);
  environment.err += fmt::format("placer: there is no {} {}\nhelp: {}\n", what, in_quotes(word), hint);
  return exit_failed;
}

}  // namespace

std::span<const Command> commands() { return table; }

int run(const std::vector<std::string>& arguments, Environment& environment) {
  if (arguments.empty()) {
    environment.err += help();
    return exit_failed;
  }
  const std::string& word = arguments.front();
  if (word == "-h" || word == "--help" || word == "help") {
    // `placer help analyze` is `placer analyze --help`.
    if (word == "help" && arguments.size() > 1) return run({arguments[1], "--help"}, environment);
    environment.out += help();
    return exit_ok;
  }
  if (word == "--version") {
    environment.out += version_text();
    return exit_ok;
  }
  if (word == "man") return manual({arguments.begin() + 1, arguments.end()}, environment);
  for (const Command& command : table)
    if (command.name == word) return command.run({arguments.begin() + 1, arguments.end()}, environment);
  return unknown_command(word, environment);
}

}  // namespace placer::cli
