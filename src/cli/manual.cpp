// placer man: manual pages, from the tables of commands and options. Not in --help: the build makes the pages
// by it (cmake/Manual.cmake).
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/option_table.hpp"
#include "cli/options.hpp"
#include "cli/roff.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

namespace placer::cli {
namespace {

constexpr OptionSet manual_set{
    .name = "man",
    .summary = "Prints a manual page in the language of man(7); without a name the names of all pages.",
    .positional = "PAGE",
    .positional_help = "placer, or placer-COMMAND",
    .takes = Takes::text,
    .example = "placer man placer-check",
    .positional_required = false,
};

std::string page_name(const Command& command) { return fmt::format("placer-{}", command.name); }

/// As of the rules that are built in: what the page says changes with the program.
roff::Page begin_page(std::string_view name, std::string_view summary) {
  const rules::RuleSet rules(rules::builtin_block(rules::builtin_names().front()));
  return {name, summary, rules.date(), PLACER_VERSION};
}

/// "-o, --output FILE"
std::string term(const Option& option) {
  std::string text = roff::bold(long_name(option));
  if (!short_name(option).empty()) text = roff::bold(short_name(option)) + ", " + text;
  if (!option.type.empty()) text += " " + roff::slanted(option.type);
  return text;
}

void add_synopsis(const OptionSet& set, roff::Page& page) {
  std::string text =
      fmt::format("{} [{}]", roff::bold(fmt::format("placer {}", set.name)), roff::slanted("OPTIONS"));
  if (!set.positional.empty())
    text += set.positional_required ? fmt::format(" {}...", roff::slanted(set.positional))
                                    : fmt::format(" [{}...]", roff::slanted(set.positional));
  page.line(text);
}

void add_options(const OptionSet& set, roff::Page& page) {
  if (!set.positional.empty()) page.entry(roff::slanted(set.positional), set.positional_help);
  for (const Option& option : options_of(set)) {
    page.entry(term(option), text_of(option));
    if (option.takes != Takes::formats) continue;
    page.line(".RS");
    for (const Format& format : formats_of(set))
      page.entry(roff::bold(format.id), format.summary.empty() ? "as it says" : format.summary);
    page.line(".RE");
  }
}

void add_example(const OptionSet& set, roff::Page& page) {
  page.verbatim(set.example);
  if (!set.epilogue.empty()) page.paragraph(set.epilogue);
}

std::string page_of(const Command& command) {
  roff::Page page = begin_page(page_name(command), command.summary);
  page.section("SYNOPSIS");
  if (command.options != nullptr) {
    add_synopsis(*command.options, page);
    page.section("DESCRIPTION");
    page.paragraph(command.options->summary);
    page.section("OPTIONS");
    add_options(*command.options, page);
    page.section("EXAMPLES");
    add_example(*command.options, page);
  } else {
    for (const Command& action : command.actions()) {
      if (&action != &command.actions().front()) page.line(".br");
      add_synopsis(*action.options, page);
    }
    page.section("DESCRIPTION");
    for (const Command& action : command.actions()) {
      page.subsection(fmt::format("placer {}", action.options->name));
      page.paragraph(action.options->summary);
      add_options(*action.options, page);
      add_example(*action.options, page);
    }
  }
  page.see_also({"placer"});
  return page.text();
}

std::string main_page() {
  roff::Page page = begin_page("placer", "say where a workload should run");
  page.section("SYNOPSIS");
  page.line(fmt::format("{} {} [{}] [{}...]", roff::bold("placer"), roff::slanted("COMMAND"),
                        roff::slanted("OPTIONS"), roff::slanted("FILE")));
  page.section("DESCRIPTION");
  page.paragraph(
      "placer reads a short file of its own, or the deployment manifests that exist, holds them against "
      "dated and sourced "
      "limits of AWS Lambda, Google Cloud Run, Kubernetes, Amazon ECS and others, and says where a workload "
      "should run, "
      "why, what stands in the way elsewhere, and what it does not know.");
  page.section("COMMANDS");
  std::vector<std::string> pages;
  for (const Command& command : commands()) {
    page.entry(fmt::format("{} (1)", roff::bold(page_name(command))), command.summary);
    pages.push_back(page_name(command));
  }
  page.section("OPTIONS");
  page.entry(roff::bold("-h") + ", " + roff::bold("--help"),
             "the commands; `placer COMMAND --help` for a command's options");
  page.entry(roff::bold("--version"), "the version and the built-in rule set");
  page.section("EXIT STATUS");
  page.entry(roff::bold("0"), "done, and the gate, if any, passed");
  page.entry(roff::bold("1"), "the gate of `placer check` says no");
  page.entry(roff::bold("2"), "the job could not be done");
  page.entry(roff::bold("3"), "a bug in placer");
  page.section("ENVIRONMENT");
  page.entry(roff::bold("NO_COLOR"), "no colours, unless `--color always` asks for them");
  page.entry(roff::bold("TERM"), "no colours where it is dumb");
  page.entry("\\fBLC_ALL\\fR, \\fBLC_CTYPE\\fR, \\fBLANG\\fR",
             "plain letters alone where the first of them is not UTF-8");
  page.section("FILES");
  page.entry(roff::bold("placer.yaml"),
             "the project file: quotas, rules of one's own, what is to be ignored; the nearest one in the "
             "directory of what "
             "is read or above it");
  page.section("EXAMPLES");
  page.verbatim("placer analyze workload.yaml\nplacer check deploy/\nplacer explain aws-lambda.timeout");
  page.see_also(pages);
  return page.text();
}

}  // namespace

int manual(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Options> options = parse(manual_set, arguments, environment, exit);
  if (!options) return exit;
  std::vector<std::string> names{"placer"};
  std::string text;
  for (const Command& command : commands()) {
    names.push_back(page_name(command));
    if (!options->paths.empty() && options->paths.front() == names.back()) text = page_of(command);
  }
  if (options->paths.empty())
    for (const std::string& name : names) text += name + "\n";
  else if (options->paths.front() == "placer")
    text = main_page();
  if (text.empty()) {
    environment.err += fmt::format("placer: there is no page {}\nhelp: there are {}\n",
                                   in_quotes(options->paths.front()), join(names, ", "));
    return exit_failed;
  }
  return deliver(*options, text, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
