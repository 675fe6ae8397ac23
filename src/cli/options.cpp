#include "cli/options.hpp"

#include "base/text.hpp"
#include "importers/importer.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <array>

namespace placer::cli {
namespace {

/// CLI11's messages name unknown options without a suggestion; ours has one.
std::string explain_error(const CLI::Error& error, const CLI::App& app,
                          const std::vector<std::string>& arguments) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  for (const std::string& argument : arguments) {
    if (!argument.starts_with("--") || argument == "--") continue;
    const std::string name = argument.substr(0, argument.find('='));
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::vector<std::string_view> views(known.begin(), known.end());
    const auto near = closest(name, views);
    return fmt::format("there is no option {}{}", name,
                       near ? fmt::format("; did you mean {}?", *near) : std::string());
  }
  return error.what();
}

/// One of several words; a wrong one is reported with the nearest right one.
template <std::size_t N>
bool check_word(std::string_view option, const std::string& value,
                const std::array<std::string_view, N>& words, std::string& err) {
  if (std::find(words.begin(), words.end(), value) != words.end()) return true;
  const auto near = closest(value, words);
  err += fmt::format("placer: {} takes {}, not '{}'{}\n", option, join(words, ", "), value,
                     near ? fmt::format("; did you mean {}?", *near) : std::string());
  return false;
}

bool check_importer(const std::string& id, Environment& environment) {
  if (id.empty()) return true;
  std::vector<std::string_view> ids;
  for (const importers::Importer* importer : importers::all()) {
    if (importer->id() == id) return true;
    ids.push_back(importer->id());
  }
  environment.err += fmt::format("placer: --from takes {}, not '{}'\n", join(ids, ", "), id);
  return false;
}

struct Words {
  std::string format = "text", colour = "auto";
};

/// Checks what CLI11 took as plain texts.
bool interpret(const Words& words, Options& options, Environment& environment) {
  constexpr std::array<std::string_view, 3> formats{"text", "json", "yaml"},
      colours{"auto", "always", "never"};
  constexpr std::array<std::string_view, 3> gates{"does-not-fit", "unknown", "quota"};
  if (!check_word("--format", words.format, formats, environment.err) ||
      !check_word("--color", words.colour, colours, environment.err))
    return false;
  for (const std::string& gate : options.fail_on)
    if (!check_word("--fail-on", gate, gates, environment.err)) return false;
  if (!check_importer(options.from, environment)) return false;
  options.format = words.format == "json"   ? Format::json
                   : words.format == "yaml" ? Format::yaml
                                            : Format::text;
  if (words.colour != "auto") options.colour = words.colour == "always";
  if (options.colour) environment.colour_out = environment.colour_err = *options.colour;
  if (!options.output.empty() && !options.colour) environment.colour_out = false;
  return true;
}

}  // namespace

std::optional<Options> parse(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit) {
  Options options;
  Words words;
  CLI::App app(std::string(set.summary), fmt::format("placer {}", set.name));
  app.footer(fmt::format("Example: {}", set.example));
  app.get_formatter()->column_width(34);
  if (!set.positional.empty()) {
    CLI::Option* positional =
        app.add_option(std::string(set.positional), options.paths, std::string(set.positional_help));
    if (set.positional_required) positional->required();
  }
  // One value each: a list option must not swallow the files behind it.
  const auto list = [&](const std::string& name, std::vector<std::string>& values, const std::string& help) {
    app.add_option(name, values, help)->delimiter(',')->allow_extra_args(false);
  };
  if (set.reads) {
    app.add_option("--from", options.from, "Read every document as this kind of manifest");
    app.add_flag("--strict", options.strict, "Presume nothing: ask for every fact that nobody stated");
  }
  if (set.gates) {
    list("--require", options.require, "PLATFORM or PLATFORM/OFFERING that must fit; may be repeated");
    list("--fail-on", options.fail_on, "What fails the gate: does-not-fit (always), unknown, quota");
    app.add_flag("--allow-empty", options.allow_empty, "Exit 0 when there was nothing to judge");
  }
  if (set.rules) {
    app.add_option("--ruleset", options.rule_set,
                   "current (what the vendors say now) or guide (the article's table)");
    app.add_option("--rules", options.rules_directory, "Read the rule set from this directory");
  }
  if (set.formats) app.add_option("-f,--format", words.format, "text, json or yaml");
  if (set.verbose) app.add_flag("-v,--verbose", options.verbose, "Show sources, scores and what passed");
  app.add_option("-o", options.output, "Write to this file instead of standard output");
  app.add_option("--color", words.colour, "auto, always or never");
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // CLI11 takes them from the end
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    environment.out += app.help();
    exit = exit_ok;
    return std::nullopt;
  } catch (const CLI::Error& error) {
    environment.err += fmt::format("placer: {}\nhelp: `placer {} --help` lists the options\n",
                                   explain_error(error, app, arguments), set.name);
    exit = exit_failed;
    return std::nullopt;
  }
  if (!interpret(words, options, environment)) {
    exit = exit_failed;
    return std::nullopt;
  }
  return options;
}

}  // namespace placer::cli
