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

/// The help of a command: no more than a screen.
std::string help(const OptionSet& set, const CLI::App& app) {
  constexpr std::size_t width = 80, column = 26;
  constexpr std::ptrdiff_t screen = 23;  // lines
  const bool required = set.positional_required;
  std::string text = fmt::format("Usage: placer {} [OPTIONS]", set.name);
  if (!set.positional.empty())
    text += required ? fmt::format(" {}...", set.positional) : fmt::format(" [{}...]", set.positional);
  text += fmt::format("\n{}\n", wrap(set.summary, width));
  const std::size_t head = text.size();
  for (const CLI::Option* option : app.get_options()) {
    // Who reads this knows --help; another option speaks of one without a description.
    if (option->check_lname("help") || option->get_description().empty()) continue;
    std::string name = option->get_positional() ? option->get_name(true) : option->get_name(false, true);
    for (std::size_t comma = name.find(','); comma != std::string::npos; comma = name.find(',', comma + 2))
      name.insert(comma + 1, " ");
    if (!option->get_positional() && !option->get_type_name().empty()) name += " " + option->get_type_name();
    text += fmt::format("  {:<{}}{}\n", name, column - 2, wrap(option->get_description(), width, column));
  }
  text += fmt::format("Example: {}\n", set.example);
  if (!set.epilogue.empty()) text += fmt::format("{}\n", set.epilogue);
  if (std::count(text.begin(), text.end(), '\n') < screen) text.insert(head, "\n");
  return text;
}

}  // namespace

std::optional<Options> parse(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit) {
  Options options;
  Words words;
  CLI::App app;
  app.set_help_flag("-h,--help", "this text");
  if (!set.positional.empty())
    app.add_option(std::string(set.positional), options.paths, std::string(set.positional_help));
  if (set.begins)
    app.add_option("--from", options.paths, "take what a manifest of another format says; may be repeated")
        ->type_name("FILE")
        ->allow_extra_args(false);
  const auto option = [&](const std::string& name, std::string& value, const std::string& type,
                          const std::string& help) { app.add_option(name, value, help)->type_name(type); };
  // One value each: a list option must not swallow the files behind it.
  const auto list = [&](const std::string& name, std::vector<std::string>& values, const std::string& type,
                        const std::string& help) {
    return app.add_option(name, values, help)->type_name(type)->allow_extra_args(false);
  };
  if (set.gates)
    option("--files-from", options.files_from, "LIST", "read names of files from LIST; - is standard input");
  if (set.reads) {
    option("--from", options.from, "KIND", "read every document as this kind of manifest");
    list("--set", options.set, "FACT=VALUE", "try a fact, whatever the manifests say");
    list("--exclude", options.exclude, "GLOB", "leave these paths out: *, **, ?; may be repeated");
    app.add_flag("--strict", options.strict, "presume nothing: ask for what nobody stated")
        ->disable_flag_override();
    for (std::size_t i = 0; i < cap_options.size(); ++i)
      option(cap_options[i].name, words.caps[i], cap_options[i].type, cap_options[i].help);
  }
  if (set.explores) {
    list("--on", options.on, "NAME", "judge this PLATFORM or PLATFORM/OFFERING only")->delimiter(',');
    list("--priority", words.priorities, "NAME[=LEVEL]", "what counts more: cost=high (or low)")
        ->delimiter(',');
  }
  if (set.places)
    list("--on", options.on, "NAME", "what this PLATFORM or PLATFORM/OFFERING asks only")->delimiter(',');
  if (set.simulates) {
    // Those without a description are named by the one before.
    RunOptions& run = options.run;
    option("--workload", run.workload, "NAME", "");
    option("--requests", run.requests, "N", "how many, of all runs together; or --duration TIME of each");
    option("--duration", run.duration, "TIME", "");
    option("--seed", run.seed, "N", "of the random numbers: the same seed, the same bytes");
    option("--trace", run.trace, "FILE", "when requests came: times, starts and durations, or counts");
    option("--rate", run.rate, "RATE", "requests a second, in the place of traffic.average");
    option("--service", run.service, "KIND", "constant, exponential or log-normal times of requests");
    option("--warm-service", run.warm_service, "TIME",
           "what a request takes; --cold-service TIME: a cold one");
    option("--cold-service", run.cold_service, "TIME", "");
    option("--start", run.start, "TIME", "what a new instance needs until its first request");
    option("--idle-timeout", run.idle_timeout, "TIME", "how long an idle instance is kept");
    option("--cap", run.cap, "N", "most instances, or none; --starts N: of 10 s");
    option("--starts", run.starts, "N", "");
    option("--concurrency", run.concurrency, "N",
           "requests of one instance; --overlap 0..1: not slowed down");
    option("--overlap", run.overlap, "SHARE", "");
    option("--instances", run.instances, "N", "least instances; --pods-per-node N: machines are counted");
    option("--pods-per-node", run.pods_per_node, "N", "");
  }
  if (set.gates) {
    list("--require", options.gate.require, "NAME", "PLATFORM or PLATFORM/OFFERING that must fit")
        ->delimiter(',');
    list("--on", options.on, "NAME", "judge only what is for this PLATFORM[/OFFERING]")->delimiter(',');
    list("--fail-on", words.fail_on, "WHAT", "unknown, advice, quota, headroom=, cost=, stale-rules=")
        ->delimiter(',');
    option("--baseline", options.baseline, "FILE", "of --write-baseline FILE: what it knows fails nothing");
    option("--write-baseline", options.write_baseline, "FILE", "");
    app.add_flag("--allow-empty", options.allow_empty, "exit 0 where there was nothing to judge")
        ->disable_flag_override();
  }
  if (set.bills) {
    app.add_flag("--free-tier", options.free_tier, "take off what providers give away each month")
        ->disable_flag_override();
    app.add_flag("--sweep", options.sweep, "as traffic grows, and where the cheapest changes")
        ->disable_flag_override();
    app.add_option("--months", options.months, "bills of so many months, 1 to 1200")
        ->type_name("N")
        ->check(CLI::Range(1, 1200).description(""));
    list("--price", options.prices, "LINE=PRICE", "a price of your contract: fargate.vcpu=0.03USD");
  }
  if (set.lists) {
    list("--on", options.on, "NAME", "those of this PLATFORM or PLATFORM/OFFERING only")->delimiter(',');
    option("--hardness", options.hardness, "WORD", "hard, quota, configurable or unpublished ones only");
    option("--older-than", words.age, "AGE", "those checked longer ago (180d), or before a date");
    option("--source", options.source, "TEXT", "those whose source's address or title holds this");
  }
  if (set.rules) {
    option("--ruleset", options.rule_set, "NAME", "current (what the vendors say), or guide (the article)");
    option("--rules", options.rules_directory, "DIR", "own rules, or a whole rule set, of this directory");
    option("--config", options.project, "FILE", "a project file, or none; else the nearest placer.yaml");
  }
  if (set.renderers != nullptr) {
    std::vector<std::string_view> names;
    for (const report::Renderer& renderer : set.renderers()) names.push_back(renderer.id);
    list("-f,--format", words.formats, "FORMAT", join(names, ", ") + "; FORMAT=FILE, +=FILE to add");
  } else if (!set.formats.empty()) {
    list("-f,--format", words.formats, "FORMAT", join(set.formats, ", "));
  }
  if (set.verbose)
    app.add_flag("-v,--verbose", options.verbose, "show sources, scores and what passed")
        ->disable_flag_override();
  option("-o,--output", options.output, "FILE",
         set.begins ? "write to this file instead of workload.yaml; - prints"
                    : "write to this file instead of standard output");
  option("--color", words.colour, "WHEN", "auto, always or never");
  // Their help would not fit on a screen, and is that of `analyze`.
  if (set.gates) app.get_option("--max-bytes")->description("");
  if (set.simulates)
    for (const char* name :
         {"--from", "--exclude", "--strict", "--max-bytes", "--ruleset", "--rules", "--config", "--color"})
      app.get_option(name)->description("");
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // CLI11 takes them from the end
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    environment.out += help(set, app);
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
