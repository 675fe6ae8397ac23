// What completion offers, word by word; tests/scripts/completion_test.py does it in the shells.
#include "cli/complete.hpp"

#include "cli/option_table.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace placer;
using placer::test::MemoryReader;

namespace {

cli::Completion complete(const std::vector<std::string>& words) {
  MemoryReader reader = MemoryReader::of({});
  cli::Environment environment{reader, {}, {}};
  return cli::complete(words, environment);
}

/// The words with bars around them.
std::string words(const std::vector<std::string>& line) {
  std::string text = "|";
  for (const auto& word : complete(line).words) text += word.word + "|";
  return text;
}

/// All commands, and the actions of those that have some.
std::vector<const cli::Command*> all_commands() {
  std::vector<const cli::Command*> all;
  for (const cli::Command& command : cli::commands()) {
    if (command.options != nullptr) all.push_back(&command);
    if (command.actions == nullptr) continue;
    for (const cli::Command& action : command.actions()) all.push_back(&action);
  }
  return all;
}

}  // namespace

TEST_CASE("commands, actions and options complete") {
  CHECK(words({"co"}) == "|cost|completion|");
  CHECK(words({"help", "co"}) == "|cost|completion|");
  CHECK(words({"--v"}) == "|--version|");
  CHECK(words({"rules", ""}) == "|list|show|validate|test|new|");
  CHECK(words({"check", "--fa"}) == "|--fail-on|");
  CHECK(words({"analyze", "-f"}) == "|-f|");
  CHECK(words({"rules", "list", "--ha"}) == "|--hardness|");
  CHECK(words({"frobnicate", ""}) == "|");
  CHECK(words({"rules", "frobnicate", ""}) == "|");
  CHECK(words({}) == "|");
}

TEST_CASE("values of options complete behind a blank, an equals sign or a comma") {
  CHECK(words({"analyze", "--color", "a"}) == "|always|auto|");
  CHECK(words({"analyze", "--color=a"}) == "|--color=always|--color=auto|");
  CHECK(words({"analyze", "--on", "aws-app"}) == "|aws-app-runner|aws-app-runner/service|");
  CHECK(words({"analyze", "--on=cloud-run,aws-lambda/z"}) == "|--on=cloud-run,aws-lambda/zip|");
  CHECK(words({"check", "--fail-on", "quota,hea"}) == "|quota,headroom=|");
  CHECK(words({"analyze", "--set", "trigger=ht"}) == "|trigger=http|");
  CHECK(words({"analyze", "--set", "triggers_it"}) == "|triggers_itself=|");
  CHECK(words({"analyze", "--priority", "cost="}) == "|cost=high|cost=low|");
  CHECK(words({"simulate", "--service", "c"}) == "|constant|");
  CHECK(words({"analyze", "--ruleset", "g"}) == "|guide|");
  CHECK(words({"analyze", "--from", "comp"}) == "|compose|");
  CHECK(words({"analyze", "--strict=x"}) == "|");
  CHECK(words({"cost", "--price", "fargate.vc"}).find("fargate.vcpu=|") != std::string::npos);
}

TEST_CASE("arguments are what the command takes") {
  CHECK(words({"explain", "aws-lambda.timeo"}) == "|aws-lambda.timeout|aws-lambda.timeout-minimum|");
  CHECK(words({"rules", "show", "aws-lambda.timeo"}) == "|aws-lambda.timeout|aws-lambda.timeout-minimum|");
  CHECK(words({"schema", "w"}) == "|workload|");
  CHECK(words({"reference", "pi"}) == "|pitfalls|");
  CHECK(words({"completion", ""}) == "|bash|fish|zsh|");
  CHECK(complete({"analyze", ""}).files);
  CHECK(complete({"analyze", "--", "--on"}).files);
  CHECK(complete({"analyze", "--strict", ""}).files);
  CHECK(complete({"explain", "score", ""}).files);
  CHECK_FALSE(complete({"explain", ""}).files);
  CHECK_FALSE(complete({"init", ""}).files);
  CHECK(complete({"analyze", "--rules", ""}).directories);
}

TEST_CASE("the file behind a format is one") {
  const cli::Completion file = complete({"check", "--format=sarif=a"});
  CHECK(file.files);
  CHECK(file.prefix == "--format=sarif=");
  CHECK(complete({"check", "-f", "markdown+=a"}).prefix == "markdown+=");
  CHECK(cli::to_lines(complete({"check", "--format=sarif=a"})) == "files\t--format=sarif=\n");
  // Where none is taken.
  CHECK_FALSE(complete({"diff", "-f", "json=a"}).files);
}

TEST_CASE("rules of the line's own options are those that complete") {
  CHECK(words({"analyze", "--ruleset", "guide", "--on", "aws-app"}) == "|");
  CHECK(words({"analyze", "--ruleset=guide", "--on", "aws-l"}).find("|aws-lambda|") != std::string::npos);
}

TEST_CASE("each option says what it is, once in a command, and is taken") {
  for (const cli::Command* command : all_commands()) {
    const cli::OptionSet& set = *command->options;
    std::set<std::string_view> names;
    std::string help;
    {
      MemoryReader reader = MemoryReader::of({});
      cli::Environment environment{reader, {}, {}};
      const std::vector<std::string> none{"--help"};
      CHECK(command->run(none, environment) == cli::exit_ok);
      help = environment.out;
    }
    for (const cli::Option& option : cli::options_of(set)) {
      const std::string name(cli::long_name(option));
      CAPTURE(set.name, name);
      CHECK(names.insert(cli::long_name(option)).second);
      CHECK_FALSE(cli::text_of(option).empty());
      CHECK((option.takes == cli::Takes::nothing) == option.type.empty());
      CHECK((option.takes == cli::Takes::words) == !option.words.empty());
      if (option.shown && name != "--help") CHECK(help.find(name) != std::string::npos);
    }
  }
}
