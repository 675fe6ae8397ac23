// Options of all commands as plain data, and the one place that parses them (options.cpp is the only file
// that sees CLI11). Only the options of the chosen command are set up: setting up all would be most of the
// program's start.
#pragma once

#include "cli/command.hpp"

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

/// The rule set that the options ask for; nullopt after a message in `err`.
std::optional<Placer> open_rules(const Options& options, SourceMap& sources, Environment& environment);

/// Prints diagnostics to `err`, and how many more were dropped.
void print(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, Environment& environment,
           std::size_t dropped = 0);

/// Puts the text where -o says (a file, atomically) or into `out`. False after a message in `err`.
bool deliver(const Options& options, const std::string& text, Environment& environment);

}  // namespace placer::cli
