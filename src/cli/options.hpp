// Options of all commands as plain data, and the one place that parses them (options.cpp is the only file
// that sees CLI11). Only the options of the chosen command are set up: setting up all would be most of the
// program's start.
#pragma once

#include "cli/caps.hpp"
#include "cli/command.hpp"
#include "cli/option_table.hpp"
#include "cli/simulate_options.hpp"
#include "engine/gate.hpp"
#include "report/renderers.hpp"

#include <placer/placer.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace placer::cli {

/// One answer and where it goes.
struct Output {
  const report::Renderer* renderer = nullptr;
  std::string path;   ///< empty: standard output
  bool adds = false;  ///< to what the file holds already
};

/// The word for --config where no project file is to be used.
inline constexpr const char* no_project = "none";

struct Options {
  std::vector<std::string> paths;  ///< files and directories, or the ids of `explain`
  std::string files_from;          ///< a file that lists further paths; "-" is standard input
  std::string from;
  std::vector<std::string> set;
  std::vector<std::string> on;
  std::vector<std::string> exclude;
  std::int64_t jobs = 0;            ///< threads that judge; 0: as many as there are processors
  std::vector<std::string> prices;  ///< of bills: "LINE=AMOUNT"
  std::int64_t months = 1;          ///< that bills are for
  std::string project;              ///< a project file; empty: the nearest placer.yaml of what is read
  std::string rule_set = "current";
  std::string rules_directory;
  std::string output;
  engine::GateOptions gate;              ///< --require and what --fail-on asks for
  std::string baseline, write_baseline;  ///< files
  /// Of --fail-on stale-rules and --older-than: what was checked before this day, counted from 1970-01-01.
  std::optional<std::int64_t> stale;
  /// The day that an age was counted back from; none where a date was given, so that no clock was asked.
  std::optional<std::int64_t> aged_on;
  std::string hardness, source;  ///< of the rules to list
  std::string format = "text";   ///< of what goes to standard output or to -o
  std::vector<Output> outputs;   ///< of commands that print a report: that one first
  RunOptions run;                ///< of `simulate`
  Caps caps;
  bool strict = false, verbose = false, allow_empty = false, free_tier = false, sweep = false;
  std::optional<bool> colour;  ///< --color=always|never
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

/// A path as it is read and shown: relative where it lies inside the working directory, however it is spelt,
/// since what reads reports (code scanning, pull requests) knows files by their place in the repository.
std::string shown_path(std::string path, const Environment& environment);

/// Opens the rule set that options ask for; nullopt and an exit code after a message in `err`.
std::optional<Session> open_session(const OptionSet& set, Options options, Environment& environment,
                                    int& exit);

/// Parses the arguments and opens the rule set. nullopt where there is nothing more to do: help was asked
/// for, or something is wrong and said in `err`; `exit` is then the code.
std::optional<Session> begin(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit);

/// Appends diagnostics to `err`, as the terminal shows them.
void print_diagnostics(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources,
                       Environment& environment);

/// What a name that is no platform and no offering may have meant; else the platforms that there are.
std::string suggest_place(std::string_view name, const rules::RuleSet& rules);

/// The offerings that names of platforms and offerings stand for; all where none is named.
rules::OfferingMask offerings_of(const rules::RuleSet& rules, const std::vector<std::string>& names);

/// Whether all are platforms or offerings of the rule set; false after a message in `err`, since a misspelt
/// one would be one that nothing fits.
bool check_names(std::string_view option, const std::vector<std::string>& names, const rules::RuleSet& rules,
                 Environment& environment);

/// The day that it is, counted from 1970-01-01. The one place that looks at a clock: for an age that the
/// caller asks for, and for what is to be ignored until some day (docs/decisions/0012-age-of-rules.md).
std::int64_t today();

/// Warns in `err` of rules that are said to be checked after a day, on which it is asked.
void warn_ahead(const rules::RuleSet& rules, std::int64_t day, Environment& environment);

/// Whether one of the formats that are asked for shows everything: bills, curves and findings that passed.
bool shows_all(const Options& options);

/// What the options say of reading, and how far to look for the formats that are asked for; findings that
/// passed are kept for --verbose and for formats that show them.
AnalyzeOptions analyze_options(const Options& options, const Environment& environment);

/// Whether the report holds no error: all was read.
bool is_good(const Report& report);

/// Renders the report into each of the outputs, prints its diagnostics to `err` and delivers what was
/// rendered. True if all was delivered and the report holds no error.
bool deliver_report(const Report& report, const Session& session, Environment& environment);

/// Writes the text into a file. False after a message in `err`.
bool deliver_to(const std::string& path, const Options& options, const std::string& text,
                Environment& environment);

/// Puts the text where -o says or into `out`. False after a message in `err`.
bool deliver(const Options& options, const std::string& text, Environment& environment);

}  // namespace placer::cli
