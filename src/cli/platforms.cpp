// placer platforms: the comparison table, or all about one platform or offering.
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "doc/yaml_writer.hpp"
#include "reference/pages.hpp"
#include "reference/table.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

namespace placer::cli {

constexpr std::array<std::string_view, 3> platforms_formats{"text", "json", "yaml"};

constexpr OptionSet platforms_set{
    .name = "platforms",
    .summary = "Compares the platforms, or shows what is known of one of them.",
    .positional = "ID",
    .positional_help = "A platform (aws-lambda) or an offering of one (aws-lambda/zip)",
    .takes = Takes::places,
    .example = "placer platforms --ruleset guide",
    .places = true,
    .rules = true,
    .formats = platforms_formats,
    .positional_required = false,
};

namespace {

using reference::Cell;
using reference::Comparison;
using reference::Page;

/// What the JSON says, as YAML.
std::string to_yaml(const Comparison& comparison) {
  doc::YamlWriter writer;
  const auto entry = [&](std::string_view key, std::string_view text) {
    writer.key(key);
    writer.text(text);
  };
  const auto cell_entries = [&](const Cell& cell) {
    entry("platform", cell.platform);
    entry("text", cell.text("; "));
    writer.key("offerings");
    writer.begin_mapping();
    for (const Cell::Part& part : cell.parts)
      for (const std::string_view offering : part.offerings) entry(offering, part.text);
    writer.end_mapping();
  };
  const auto list = [&](std::string_view key, const auto& items, const auto& entries) {
    writer.key(key);
    writer.begin_sequence();
    for (const auto& item : items) {
      writer.begin_mapping();
      entries(item);
      writer.end_mapping();
    }
    writer.end_sequence();
  };
  writer.begin_mapping();
  entry("rule_set", comparison.rule_set);
  list("columns", comparison.columns, [&](const Comparison::Column& column) {
    entry("platform", column.platform);
    entry("title", column.title);
  });
  list("rows", comparison.lines, [&](const Comparison::Line& line) {
    entry("id", line.id);
    entry("title", line.title);
    list("cells", line.cells, cell_entries);
  });
  writer.end_mapping();
  return writer.finish();
}

/// The comparison table in the wanted format; nullopt after a message where the rule set has none.
std::optional<std::string> table(const rules::RuleSet& rules, const Options& options,
                                 Environment& environment) {
  const Comparison comparison = reference::compare(rules);
  if (comparison.columns.empty() || comparison.lines.empty()) {
    environment.err += fmt::format(
        "placer: the rule set {} has no comparison table\nhelp: `placer platforms ID` shows one platform\n",
        rules.name());
    return std::nullopt;
  }
  if (options.format == "json") return reference::to_json(comparison);
  if (options.format == "yaml") return to_yaml(comparison);
  Page page;
  add_comparison(comparison, page);
  return to_text(page, {environment.colour_out, environment.unicode, environment.width});
}

/// The platforms and offerings that were asked for, one after the other.
std::optional<std::string> pages(const rules::RuleSet& rules, const Options& options,
                                 Environment& environment) {
  if (options.format != "text") {
    environment.err += "placer: --format is for the comparison table; a platform is shown as text only\n";
    return std::nullopt;
  }
  std::string text;
  for (const std::string& id : options.paths) {
    const std::optional<Page> page = reference::make_platform_page(rules, id);
    if (!page) {
      environment.err += fmt::format("placer: there is no platform or offering {}; {}\n", in_quotes(id),
                                     suggest_place(id, rules));
      return std::nullopt;
    }
    if (!text.empty()) text += '\n';
    text += to_text(*page, {environment.colour_out, environment.unicode, environment.width});
  }
  return text;
}

}  // namespace

int platforms(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(platforms_set, arguments, environment, exit);
  if (!session) return exit;
  Options& options = session->options;
  options.paths.insert(options.paths.end(), options.on.begin(), options.on.end());
  const rules::RuleSet& rules = session->placer.rules();
  const std::optional<std::string> text =
      options.paths.empty() ? table(rules, options, environment) : pages(rules, options, environment);
  return text && deliver(options, *text, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
