// The options of each command, as data: what the parser takes (options.cpp), what --help shows (help.cpp),
// and what manual pages (manual.cpp) and completion (complete.cpp) are made of.
#pragma once

#include "cli/command.hpp"
#include "report/renderers.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::cli {

/// What the value of an option or an argument of a command is: what completion offers for it.
enum class Takes : std::uint8_t {
  nothing,  ///< a flag
  text,     ///< a number, a time, a name that no table knows
  file,
  directory,
  words,       ///< one of Option::words
  formats,     ///< of the command; FORMAT=FILE where it prints a report
  importers,   ///< kinds of manifests
  rule_sets,   ///< those that are compiled in
  schemas,     ///< what `schema` prints
  pages,       ///< of `reference`
  places,      ///< platforms and offerings
  settings,    ///< FACT=VALUE
  priorities,  ///< criteria, NAME=LEVEL
  prices,      ///< LINE=PRICE
  rules,       ///< ids of rules
  names,       ///< all that `explain` knows
};

struct Option {
  std::string_view names;  ///< "-o,--output"
  std::string_view type;   ///< what its value is called; empty: it takes none
  std::string_view help;   ///< on the one screen of --help; of --format what follows its names
  Takes takes = Takes::text;
  std::string_view words = {};    ///< with blanks between
  bool list = false;              ///< its value may be several, with commas between
  bool shown = true;              ///< by --help; else the text of another option or command speaks of it
  std::string_view in_full = {};  ///< elsewhere, where `help` speaks of another option as well
};

/// Which options a command has, beside --help, --color and -o.
struct OptionSet {
  std::string_view name, summary, positional = {}, positional_help = {};
  Takes takes = Takes::file;    ///< what the positional is
  std::string_view words = {};  ///< which of these, with blanks between
  std::string_view example = {};
  std::string_view epilogue = {};  ///< what else its help says
  bool reads = false;      ///< inputs: --from, --set, --exclude, --jobs, --max-bytes, ..., --config, --strict
  bool explores = false;   ///< --on, --priority
  bool places = false;     ///< --on alone: what is said of these places
  bool simulates = false;  ///< values of a run: --requests, --seed, --trace, ...
  bool gates = false;      ///< --files-from, --on, --require, --fail-on, --[write-]baseline, --allow-empty
  bool bills = false;      ///< --free-tier, --months, --price
  bool lists = false;      ///< --on, --hardness, --older-than, --source, of rules
  bool rules = false;      ///< --ruleset, --rules
  bool begins_rules = false;  ///< no project file is read: its own rules may not be there yet
  bool begins = false;        ///< --from FILE, of a manifest that is begun
  std::span<const std::string_view> formats = {};  ///< -f, of commands that print no report; text comes first
  std::span<const report::Renderer> (*renderers)() =
      nullptr;  ///< of commands that print a report: its formats
  bool verbose = false;
  bool positional_required = true;
};

/// All options of a command, in the order in which --help shows them.
std::vector<Option> options_of(const OptionSet& set);

/// What completion and manual pages say of an option.
std::string_view text_of(const Option& option);
/// The long name of an option, "--output".
std::string_view long_name(const Option& option);
/// The short name of an option, "-o"; empty: it has none.
std::string_view short_name(const Option& option);

/// A format of a command; those of commands that print no report have no summary.
struct Format {
  std::string_view id, summary;
};
std::vector<Format> formats_of(const OptionSet& set);

/// The help of a command: no more than a screen.
std::string help_text(const OptionSet& set);

}  // namespace placer::cli
