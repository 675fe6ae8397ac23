// Walks over the words before the one that is being written, to find the command, and the option whose value
// it is.
#include "cli/complete.hpp"

#include "base/text.hpp"
#include "cli/complete_values.hpp"
#include "cli/option_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>

namespace placer::cli {
namespace {

using Words = std::span<const std::string>;

/// Commands or actions.
Completion names_of(std::span<const Command> commands, std::string_view begun) {
  Completion all;
  for (const Command& command : commands)
    if (command.name.starts_with(begun))
      all.words.push_back({std::string(command.name), std::string(command.summary)});
  return all;
}

const Command* find(std::span<const Command> commands, std::string_view name) {
  const auto found =
      std::find_if(commands.begin(), commands.end(), [&](const Command& one) { return one.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

const Option* find(const std::vector<Option>& options, std::string_view name) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& one) {
    return !name.empty() && (long_name(one) == name || short_name(one) == name);
  });
  return found == options.end() ? nullptr : &*found;
}

/// What was read of the words before the last one.
struct Line {
  const Option* pending = nullptr;  ///< the last word but one: its value is being written
  bool only_arguments = false;      ///< there was a --
  std::size_t arguments = 0;
  std::string_view first_argument;
  Options rules;  ///< what options say of the rules to go by
};

void keep(const Option& option, std::string_view value, Options& rules) {
  if (long_name(option) == "--ruleset") rules.rule_set = value;
  if (long_name(option) == "--rules") rules.rules_directory = value;
  if (long_name(option) == "--config") rules.project = value;
}

Line read(Words words, const std::vector<Option>& options) {
  Line line;
  for (const std::string& word : words) {
    if (line.pending != nullptr) {
      keep(*line.pending, word, line.rules);
      line.pending = nullptr;
    } else if (!line.only_arguments && word == "--") {
      line.only_arguments = true;
    } else if (!line.only_arguments && word.size() > 1 && word[0] == '-') {
      const std::size_t equals = word.find('=');
      const Option* option = find(options, std::string_view(word).substr(0, equals));
      if (option == nullptr || option->takes == Takes::nothing) continue;
      if (equals == std::string::npos)
        line.pending = option;
      else
        keep(*option, std::string_view(word).substr(equals + 1), line.rules);
    } else if (line.arguments++ == 0) {
      line.first_argument = word;
    }
  }
  return line;
}

Completion options_that_begin(const std::vector<Option>& options, std::string_view begun) {
  Completion all;
  for (const Option& option : options) {
    const std::string text(text_of(option));
    if (long_name(option).starts_with(begun)) all.words.push_back({std::string(long_name(option)), text});
    if (!short_name(option).empty() && short_name(option) == begun)
      all.words.push_back({std::string(begun), text});
  }
  return all;
}

Completion of_command(const OptionSet& set, Words words, Environment& environment) {
  const std::vector<Option> options = options_of(set);
  const Line line = read(words.first(words.size() - 1), options);
  const std::string_view begun = words.back();
  if (line.pending != nullptr) return values({*line.pending, set, line.rules}, "", begun, environment);
  if (!line.only_arguments && begun.starts_with('-')) {
    const std::size_t equals = begun.find('=');
    const Option* option = find(options, begun.substr(0, equals));
    if (equals == std::string_view::npos) return options_that_begin(options, begun);
    if (option == nullptr || option->takes == Takes::nothing) return {};
    return values({*option, set, line.rules}, begun.substr(0, equals + 1), begun.substr(equals + 1),
                  environment);
  }
  if (set.positional.empty()) return {};
  // `placer explain score FILE`
  const bool is_file = set.takes == Takes::names && line.first_argument == "score";
  const Option argument{.names = "--",
                        .type = set.positional,
                        .help = {},
                        .takes = is_file ? Takes::file : set.takes,
                        .words = set.words};
  return values({argument, set, line.rules}, "", begun, environment);
}

}  // namespace

Completion complete(const std::vector<std::string>& words, Environment& environment) {
  if (words.empty()) return {};
  Words rest(words);
  std::span<const Command> among = commands();
  if (rest.size() > 1 && rest.front() == "help") rest = rest.subspan(1);
  while (rest.size() > 1) {
    const Command* command = find(among, rest.front());
    if (command == nullptr) return {};
    rest = rest.subspan(1);
    if (command->options != nullptr) return of_command(*command->options, rest, environment);
    among = command->actions();
  }
  Completion all = names_of(among, rest.back());
  for (const char* option : {"--help", "--version"})
    if (rest.size() == words.size() && rest.back().starts_with('-') &&
        std::string_view(option).starts_with(rest.back()))
      all.words.push_back({option, ""});
  return all;
}

std::string to_lines(const Completion& completion) {
  std::string text = fmt::format("{}\t{}\n",
                                 completion.files         ? "files"
                                 : completion.directories ? "directories"
                                                          : "words",
                                 completion.prefix);
  for (const Completion::Word& word : completion.words)
    text += fmt::format("{}\t{}\n", word.word, on_one_line(word.description));
  return text;
}

}  // namespace placer::cli
