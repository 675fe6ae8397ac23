// Options of all commands as plain data, and the one place that parses them (options.cpp is the only file
// that sees CLI11). Only the options of the chosen command are set up: setting up all would be most of the
// program's start.
#pragma once

#include "cli/command.hpp"
#include "report/text.hpp"

#include <placer/placer.hpp>

#include <optional>
#include <string>
#include <vector>

namespace placer::cli {

enum class Format : std::uint8_t { text, json, yaml };

struct Options {
  std::vector<std::string> paths;  ///< files and directories, or the ids of `explain`
  std::string from;
  std::string rule_set = "current";
  std::string rules_directory;
  std::string output;
  std::vector<std::string> require;
  std::vector<std::string> fail_on;
  Format format = Format::text;
  bool strict = false, verbose = false, allow_empty = false;
  std::optional<bool> colour;  ///< --color=always|never
};

/// Which options a command has, beside --help, --color and -o.
struct OptionSet {
  std::string_view name, summary, positional, positional_help, example;
  bool reads = false;    ///< inputs: --from, --strict
  bool gates = false;    ///< --require, --fail-on, --allow-empty
  bool rules = false;    ///< --ruleset, --rules
  bool formats = false;  ///< -f, --verbose
  bool verbose = false;
  bool positional_required = true;
};

/// Parses the arguments of a command. nullopt where the command has nothing more to do: help was asked for
/// (in `out`, exit 0) or something is wrong (in `err`, exit 2); `exit` is then the code.
std::optional<Options> parse(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit);

/// What every command begins with: its options, and the rule set that they ask for.
struct Session {
  Options options;
  SourceMap sources;
  Placer placer;
};

/// Parses the arguments and opens the rule set. nullopt where there is nothing more to do: help was asked
/// for, or something is wrong and said in `err`; `exit` is then the code.
std::optional<Session> begin(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit);

/// How text is printed for the environment and the options.
report::TextOptions text_options(const Options& options, const Environment& environment);

/// Renders the report in the wanted format, with `as_text` for text; prints its diagnostics to `err` and
/// delivers the result. True if it was delivered and the report holds no error.
using TextRenderer = void (*)(const Report&, const SourceMap&, const report::TextOptions&, std::string&);
bool deliver_report(const Report& report, TextRenderer as_text, const Session& session,
                    Environment& environment);

/// Puts the text where -o says or into `out`. False after a message in `err`.
bool deliver(const Options& options, const std::string& text, Environment& environment);

}  // namespace placer::cli
