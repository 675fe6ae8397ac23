#include "cli/options.hpp"

#include "base/date.hpp"
#include "base/glob.hpp"
#include "base/text.hpp"
#include "facade/policy.hpp"
#include "importers/importer.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>

namespace placer::cli {
namespace {

/// CLI11's messages name unknown options without a suggestion; ours has one.
std::string explain_error(const CLI::Error& error, const CLI::App& app,
                          const std::vector<std::string>& arguments) {
  std::vector<std::string> known;
  std::string letters;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    for (const std::string& name : option->get_snames()) letters += name;
  }
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument.size() > 1 && argument[0] == '-' && argument[1] != '-' &&
        letters.find(argument[1]) == std::string::npos)
      return fmt::format("there is no option {}", argument.substr(0, 2));
    if (!argument.starts_with("--")) continue;
    const std::string name = argument.substr(0, argument.find('='));
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    // What other programs call it.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> others{
        {{"--json", "--format json"},
         {"--yaml", "--format yaml"},
         {"--sarif", "--format sarif"},
         {"--out", "--output"}}};
    const std::vector<std::string_view> views(known.begin(), known.end());
    auto near = closest(name, views);
    for (const auto& [theirs, ours] : others)
      if (name == theirs &&
          std::find(known.begin(), known.end(), ours.substr(0, ours.find(' '))) != known.end())
        near = ours;
    return fmt::format("there is no option {}{}", name.size() > 40 ? in_quotes(name) : name,
                       near ? fmt::format("; did you mean {}?", *near) : std::string());
  }
  // "--format: 1 required FORMAT missing" is what the library says.
  std::string text = error.what();
  constexpr std::string_view middle = ": 1 required ", end = " missing";
  if (const std::size_t at = text.find(middle); at != text.npos && text.ends_with(end)) {
    const std::size_t begin = at + middle.size();
    return fmt::format("{} needs a value: {}", text.substr(0, at),
                       text.substr(begin, text.size() - begin - end.size()));
  }
  return text;
}

/// One of several words; a wrong one is reported with the nearest right one.
bool check_word(std::string_view option, std::string_view value, std::span<const std::string_view> words,
                std::string& err) {
  if (std::find(words.begin(), words.end(), value) != words.end()) return true;
  const auto near = closest(value, words);
  err += fmt::format("placer: {} takes {}, not {}{}\n", option, join(words, ", "), in_quotes(value),
                     near ? fmt::format("; did you mean {}?", *near) : std::string());
  return false;
}

bool check_importer(const std::string& id, std::string& err) {
  std::vector<std::string_view> ids;
  for (const importers::Importer* importer : importers::all()) ids.push_back(importer->id());
  return id.empty() || check_word("--from", id, ids, err);
}

/// What CLI11 took as plain texts.
struct Words {
  std::vector<std::string> formats, priorities, fail_on;
  std::string age;
  CapWords caps;
  std::string colour = "auto";
};

/// Several formats with commas between them: one stands where the name of a format follows, any other comma
/// belongs to the name of a file.
std::vector<std::string> separate(const std::vector<std::string>& words,
                                  const std::vector<std::string_view>& names) {
  std::vector<std::string> result;
  for (const std::string& word : words) {
    std::size_t begin = 0;
    for (std::size_t comma = word.find(','); comma != std::string::npos; comma = word.find(',', comma + 1)) {
      const std::string_view next = std::string_view(word).substr(comma + 1);
      if (std::find(names.begin(), names.end(), next.substr(0, next.find_first_of(",+="))) == names.end())
        continue;
      result.push_back(word.substr(begin, comma - begin));
      begin = comma + 1;
    }
    result.push_back(word.substr(begin));
  }
  return result;
}

/// FORMAT, FORMAT=FILE, or FORMAT+=FILE. One without a file, or text, goes to standard output or to -o.
bool read_formats(const OptionSet& set, const std::vector<std::string>& words, Options& options,
                  std::string& err) {
  const std::span<const report::Renderer> renderers =
      set.renderers != nullptr ? set.renderers() : std::span<const report::Renderer>();
  std::vector<std::string_view> names;
  for (const report::Renderer& renderer : renderers) names.push_back(renderer.id);
  if (renderers.empty()) names.assign(set.formats.begin(), set.formats.end());
  const auto renderer_of = [&](std::string_view id) {
    const auto found = std::find(names.begin(), names.end(), id);
    return &renderers[static_cast<std::size_t>(found - names.begin())];
  };
  std::optional<std::string> unnamed;
  std::set<std::string> paths;
  for (const std::string& word : separate(words, names)) {
    const std::size_t equals = word.find('=');
    const bool adds = equals != std::string::npos && equals > 0 && word[equals - 1] == '+';
    const std::string format = word.substr(0, adds ? equals - 1 : equals);
    if (!check_word("--format", format, names, err)) return false;
    if (equals == std::string::npos) {
      if (unnamed && *unnamed != format) {
        err += fmt::format(
            "placer: --format {} and --format {} both go to standard output\nhelp: write one of "
            "them to a file: --format {}=FILE\n",
            *unnamed, format, format);
        return false;
      }
      unnamed = format;
      continue;
    }
    const std::string path = word.substr(equals + 1);
    if (renderers.empty() || path.empty() || path == "-") {
      err += fmt::format("placer: --format {} takes {}\n", word,
                         renderers.empty() ? "no file here; use -o" : "the name of a file behind the =");
      return false;
    }
    if (path == options.output || !paths.insert(path).second) {
      err += fmt::format("placer: two outputs cannot go to the same file, {}\n", path);
      return false;
    }
    if (adds && !renderer_of(format)->adds_up) {
      err += fmt::format("placer: --format {}: {} behind {} in one file is no {}\nhelp: write {}={}\n", word,
                         format, format, format, format, path);
      return false;
    }
    options.outputs.push_back({renderer_of(format), path, adds});
  }
  options.format = unnamed.value_or("text");
  if (!renderers.empty())
    options.outputs.insert(options.outputs.begin(),
                           {renderer_of(options.format), options.output == "-" ? "" : options.output, false});
  return true;
}

constexpr std::int64_t milliseconds_a_day = 24LL * 60 * 60 * 1000;

/// An age before today, or a date; false after a message.
bool read_age(std::string_view option, std::string_view text, Options& options, std::string& err) {
  if ((options.stale = day_number(text))) return true;
  QuantityError error;
  const auto age = parse_quantity(text, Unit::duration, error);
  if (!age || !age->is_point() || age->low < milliseconds_a_day) {
    err +=
        fmt::format("placer: {} takes an age or a date, as in 180d or 2026-05-01, not '{}'\n", option, text);
    return false;
  }
  options.aged_on = today();
  options.stale = *options.aged_on - age->low / milliseconds_a_day;
  return true;
}

/// --fail-on: words of a policy, and stale-rules=AGE.
bool read_gates(const std::vector<std::string>& words, Options& options, std::string& err) {
  constexpr std::string_view stale = "stale-rules=";
  for (const std::string& gate : words) {
    if (gate.starts_with(stale)) {
      if (!read_age("--fail-on stale-rules", std::string_view(gate).substr(stale.size()), options, err))
        return false;
    } else if (const std::string problem = add_fail_on(gate, options.gate, {"stale-rules=180d"});
               !problem.empty()) {
      err += fmt::format("placer: --fail-on {}\n", problem);
      return false;
    }
  }
  return true;
}

bool check_globs(const std::vector<std::string>& globs, std::string& err) {
  for (const std::string& glob : globs)
    if (const std::string problem = glob_problem(glob); !problem.empty()) {
      err += fmt::format("placer: --exclude {}: {}\n", glob, problem);
      return false;
    }
  return true;
}

/// Checks what CLI11 took as plain texts.
bool interpret(const OptionSet& set, const Words& words, Options& options, Environment& environment) {
  static constexpr std::array<std::string_view, 3> colours{"auto", "always", "never"};
  if (!read_formats(set, words.formats, options, environment.err) ||
      !check_word("--color", words.colour, colours, environment.err) ||
      !read_gates(words.fail_on, options, environment.err) ||
      !read_caps(words.caps, options.caps, environment.err) ||
      !check_importer(options.from, environment.err) || !check_globs(options.exclude, environment.err) ||
      (!words.age.empty() && !read_age("--older-than", words.age, options, environment.err)))
    return false;
  if (!words.priorities.empty())
    options.set.push_back(fmt::format("priorities=[{}]", join(words.priorities, ", ")));
  if (words.colour != "auto") options.colour = words.colour == "always";
  if (options.colour) environment.colour_out = environment.colour_err = *options.colour;
  if (!options.output.empty() && !options.colour) environment.colour_out = false;
  if (set.positional_required && options.paths.empty() && options.files_from.empty()) {
    environment.err += fmt::format("placer: {} is required\nhelp: `placer {} --help` lists the options\n",
                                   set.positional, set.name);
    return false;
  }
  return true;
}

/// An option with an empty value, as of a variable that is not set: nobody means what it stands for without
/// one.
bool check_empty(const CLI::App& app, std::string& err) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) continue;
    for (const std::string& value : option->results()) {
      if (!value.empty()) continue;
      err += fmt::format("placer: --{} takes {}, not an empty text\n", option->get_lnames().front(),
                         option->get_type_name());
      return false;
    }
  }
  return true;
}

/// Where the value of an option goes.
using Target = std::variant<bool*, std::int64_t*, std::string*, std::vector<std::string>*>;

/// Of an option of options_of(): by its name, which means the same wherever it stands, but for one.
Target target_of(std::string_view name, const OptionSet& set, Options& options, Words& words) {
  RunOptions& run = options.run;
  if (name == "--from" && set.begins) return &options.paths;
  const std::array<std::pair<std::string_view, Target>, 49> targets{{
      {"--allow-empty", &options.allow_empty},
      {"--baseline", &options.baseline},
      {"--cap", &run.cap},
      {"--cold-service", &run.cold_service},
      {"--color", &words.colour},
      {"--concurrency", &run.concurrency},
      {"--config", &options.project},
      {"--duration", &run.duration},
      {"--exclude", &options.exclude},
      {"--fail-on", &words.fail_on},
      {"--files-from", &options.files_from},
      {"--format", &words.formats},
      {"--free-tier", &options.free_tier},
      {"--from", &options.from},
      {"--hardness", &options.hardness},
      {"--idle-timeout", &run.idle_timeout},
      {"--instances", &run.instances},
      {"--jobs", &options.jobs},
      {"--max-aliases", &words.caps[3]},
      {"--max-bytes", &words.caps[0]},
      {"--max-depth", &words.caps[1]},
      {"--max-documents", &words.caps[4]},
      {"--max-nodes", &words.caps[2]},
      {"--months", &options.months},
      {"--older-than", &words.age},
      {"--on", &options.on},
      {"--output", &options.output},
      {"--overlap", &run.overlap},
      {"--pods-per-node", &run.pods_per_node},
      {"--price", &options.prices},
      {"--priority", &words.priorities},
      {"--rate", &run.rate},
      {"--requests", &run.requests},
      {"--require", &options.gate.require},
      {"--rules", &options.rules_directory},
      {"--ruleset", &options.rule_set},
      {"--seed", &run.seed},
      {"--service", &run.service},
      {"--set", &options.set},
      {"--source", &options.source},
      {"--start", &run.start},
      {"--starts", &run.starts},
      {"--strict", &options.strict},
      {"--sweep", &options.sweep},
      {"--trace", &run.trace},
      {"--verbose", &options.verbose},
      {"--warm-service", &run.warm_service},
      {"--workload", &run.workload},
      {"--write-baseline", &options.write_baseline},
  }};
  for (const auto& [known, target] : targets)
    if (known == name) return target;
  throw std::logic_error(fmt::format("no value for {}", name));
}

/// Makes an option known to CLI11.
void add_option(const Option& option, const Target& target, CLI::App& app) {
  const std::string names(option.names);
  CLI::Option* added = nullptr;
  if (bool* const* flag = std::get_if<bool*>(&target)) {
    app.add_flag(names, **flag)->disable_flag_override();
  } else if (std::int64_t* const* number = std::get_if<std::int64_t*>(&target)) {
    added = app.add_option(names, **number)->check(CLI::Range(1, 1200).description(""));
  } else if (std::string* const* text = std::get_if<std::string*>(&target)) {
    added = app.add_option(names, **text);
  } else if (std::vector<std::string>* const* texts = std::get_if<std::vector<std::string>*>(&target)) {
    // One value each: a list must not swallow the files behind it.
    added = app.add_option(names, **texts)->allow_extra_args(false);
    if (option.list) added->delimiter(',');
  }
  if (added != nullptr) added->type_name(std::string(option.type));
}

}  // namespace

std::optional<Options> parse(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit) {
  Options options;
  Words words;
  CLI::App app;
  app.set_help_flag("-h,--help");
  if (!set.positional.empty()) app.add_option(std::string(set.positional), options.paths);
  for (const Option& option : options_of(set))
    if (const std::string_view name = long_name(option); name != "--help")
      add_option(option, target_of(name, set, options, words), app);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // CLI11 takes them from the end
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    environment.out += help_text(set);
    exit = exit_ok;
    return std::nullopt;
  } catch (const CLI::Error& error) {
    environment.err += fmt::format("placer: {}\nhelp: `placer {} --help` lists the options\n",
                                   explain_error(error, app, arguments), set.name);
    exit = exit_failed;
    return std::nullopt;
  }
  if (!check_empty(app, environment.err) || !interpret(set, words, options, environment)) {
    exit = exit_failed;
    return std::nullopt;
  }
  return options;
}

}  // namespace placer::cli
