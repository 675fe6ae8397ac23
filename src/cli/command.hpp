// The commands: one table, one file each. A command parses its own options, does its work with the streams
// and the reader that it is given, and returns the exit code.
#pragma once

#include <placer/file_reader.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::cli {

/// 0 done, and the gate, if any, passed; 1 the gate says no; 2 the job could not be done; 3 a bug in placer.
enum Exit : int { exit_ok = 0, exit_gate = 1, exit_failed = 2, exit_bug = 3 };

/// What a command finds around it. Commands only append to the texts; main writes them, once, unless the
/// answer grows too long to be kept.
struct Environment {
  FileReader& reader;
  std::string out;          ///< for standard output
  std::string err;          ///< for standard error
  bool colour_out = false;  ///< standard output is a terminal that takes colours
  bool colour_err = false;
  bool unicode = true;         ///< the locale is UTF-8
  std::size_t width = 100;     ///< columns of the terminal; without one, where running text is wrapped
  bool terminal = false;       ///< standard output is one
  std::string directory = {};  ///< the working directory, absolute; empty: not known
  /// Writes `out` as far as it goes and empties it; may be missing.
  std::function<void(Environment&)> drain = {};
  /// Shows that long work goes on: what is done of how much; 0 of that: not known. May be missing.
  std::function<void(std::string_view what, std::uint64_t done, std::uint64_t of)> progress = {};
  /// Makes the reader refuse files of more bytes; may be missing.
  std::function<void(std::uint64_t)> limit_bytes = {};
  int out_error = 0;  ///< why standard output could not be drained, as of errno
};

struct OptionSet;

struct Command {
  std::string_view name, summary;
  int (*run)(const std::vector<std::string>& arguments, Environment& environment);
  const OptionSet* options = nullptr;               ///< null: it has actions
  std::span<const Command> (*actions)() = nullptr;  ///< null: it has options
};

/// All commands, in the order in which `--help` shows them.
std::span<const Command> commands();
/// Those of `placer rules`.
std::span<const Command> rules_actions();

/// Runs `placer ARGUMENTS...`.
int run(const std::vector<std::string>& arguments, Environment& environment);

int analyze(const std::vector<std::string>& arguments, Environment& environment);
int check(const std::vector<std::string>& arguments, Environment& environment);
int cost(const std::vector<std::string>& arguments, Environment& environment);
int diff(const std::vector<std::string>& arguments, Environment& environment);
int facts(const std::vector<std::string>& arguments, Environment& environment);
int init(const std::vector<std::string>& arguments, Environment& environment);
int platforms(const std::vector<std::string>& arguments, Environment& environment);
int explain(const std::vector<std::string>& arguments, Environment& environment);
int rules(const std::vector<std::string>& arguments, Environment& environment);
int reference(const std::vector<std::string>& arguments, Environment& environment);
int simulate(const std::vector<std::string>& arguments, Environment& environment);
int schema(const std::vector<std::string>& arguments, Environment& environment);
int completion(const std::vector<std::string>& arguments, Environment& environment);
/// Not among commands(): the build makes manual pages by it.
int manual(const std::vector<std::string>& arguments, Environment& environment);

extern const OptionSet analyze_set, check_set, cost_set, diff_set, facts_set, init_set, platforms_set,
    explain_set, reference_set, simulate_set, schema_set, completion_set;

}  // namespace placer::cli
