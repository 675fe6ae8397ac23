// placer rules list and show.
#include "base/date.hpp"
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/rules_actions.hpp"
#include "engine/judge.hpp"
#include "reference/explain.hpp"
#include "reference/words.hpp"
#include "report/json_tree.hpp"
#include "report/table.hpp"
#include "rules/describe.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer::cli {

constexpr std::array<std::string_view, 2> rules_list_formats{"text", "json"};

constexpr OptionSet rules_list_set{
    .name = "rules list",
    .summary =
        "Lists the rules that a run goes by, with the day on which each was last held against its source.",
    .positional = "ID",
    .positional_help = "rules whose id begins so; all without it",
    .takes = Takes::rules,
    .example = "placer rules list --on aws-lambda --older-than 180d",
    .lists = true,
    .rules = true,
    .formats = rules_list_formats,
    .positional_required = false,
};

constexpr OptionSet rules_show_set{
    .name = "rules show",
    .summary = "Shows rules in full: what they say, where their number comes from, where they are written.",
    .positional = "ID",
    .positional_help = "ids of rules",
    .takes = Takes::rules,
    .example = "placer rules show aws-lambda.timeout",
    .rules = true,
    .formats = rules_list_formats,
};

namespace {

using rules::Rule;
using rules::RuleSet;

bool begins_with_one(std::string_view id, const std::vector<std::string>& prefixes) {
  return prefixes.empty() || std::any_of(prefixes.begin(), prefixes.end(),
                                         [&](const std::string& prefix) { return id.starts_with(prefix); });
}

/// Rules by id.
std::vector<const Rule*> select(const RuleSet& rules, const Options& options) {
  std::vector<const Rule*> selected;
  const rules::OfferingMask mask = offerings_of(rules, options.on);
  for (const Rule& rule : rules.rows<Rule>()) {
    const RuleInfo info = engine::describe_rule(rules, rule);
    // What a format refuses is of no platform.
    const bool named = options.on.empty() || ((rule.offerings & mask) != 0 && !rules::is_of_format(rule));
    const bool from = options.source.empty() ||
                      info.source.url.find(options.source) != std::string_view::npos ||
                      info.source.title.find(options.source) != std::string_view::npos;
    if (!named || !from || !begins_with_one(info.id, options.paths) ||
        (!options.hardness.empty() && info.hardness != options.hardness) ||
        (options.stale && !is_before(info.source.checked, *options.stale)))
      continue;
    selected.push_back(&rule);
  }
  std::sort(selected.begin(), selected.end(),
            [&](const Rule* a, const Rule* b) { return rules.text(a->id) < rules.text(b->id); });
  return selected;
}

std::string host(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + 3);
  return std::string(url.substr(0, url.find('/')));
}

std::string as_json(const RuleSet& rules, const std::vector<const Rule*>& selected) {
  report::Json tree = report::Json::object();
  tree["rule_set"]["name"] = rules.name();
  tree["rule_set"]["date"] = rules.date();
  tree["rule_set"]["digest"] = rules.digest();
  report::Json& list = tree["rules"] = report::Json::object();
  for (const Rule* rule : selected)
    list[std::string(rules.text(rule->id))] = report::rule_tree(engine::describe_rule(rules, *rule));
  return tree.dump(2) + "\n";
}

/// For a reader a page of the terminal's width, for a pipe a rule on each line.
std::string as_text(const RuleSet& rules, const std::vector<const Rule*>& selected,
                    const Environment& environment) {
  std::vector<reference::Row> rows{{"rule", "kind", "hardness", "checked", "source", "what it asks"}};
  for (const Rule* rule : selected) {
    const RuleInfo info = engine::describe_rule(rules, *rule);
    const std::string from = host(info.source.url);
    const std::string asks = comparison(rules, *rule) != nullptr ? describe_comparison(rules, *rule)
                             : has_bounds(*rule)                 ? "what is set is " + describe_bounds(*rule)
                             : !rule->refused.empty() ? "what is set is " + describe_refused(rules, *rule)
                                                      : std::string(rules.text(rule->require_text));
    rows.push_back({std::string(info.id),
                    std::string(rule->role == rules::Role::advice ? reference::kind_of(*rule) : info.kind),
                    rule->offerings == 0    ? "not asked"
                    : info.hardness.empty() ? "-"
                                            : std::string(info.hardness),
                    std::string(info.source.checked), from.empty() ? std::string(info.source.title) : from,
                    asks.empty() ? std::string(rules.text(rule->when_text)) : asks});
  }
  std::string text;
  if (environment.terminal) {
    for (reference::Row& row : rows)
      for (std::string& cell : row) cell = reference::plain(cell);
    reference::Page page;
    page.table(std::move(rows));
    text = to_text(page, {environment.colour_out, environment.unicode, environment.width});
  } else {
    std::vector<std::vector<report::Cell>> cells;
    for (reference::Row& row : rows) {
      auto& line = cells.emplace_back();
      for (std::string& cell : row) line.push_back({on_one_line(cell)});
    }
    report::append_table(cells, 0, report::one_line, text);
  }
  text += fmt::format("\n{} of {} rules of {}", selected.size(), rules.rows<Rule>().size(), rules.name());
  if (!rules.own().empty()) text += fmt::format(" with {}", rules.own());
  return for_people(text + "\n", environment.colour_out);
}

int deliver_text(const Options& options, const std::string& text, Environment& environment) {
  return deliver(options, text, environment) ? exit_ok : exit_failed;
}

}  // namespace

int rules_list(const std::vector<std::string>& arguments, Environment& environment) {
  static constexpr std::array<std::string_view, 4> words{"hard", "quota", "configurable", "unpublished"};
  int exit = exit_ok;
  const std::optional<Session> session = begin(rules_list_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  const RuleSet& rules = session->placer.rules();
  if (!options.hardness.empty() && std::find(words.begin(), words.end(), options.hardness) == words.end()) {
    environment.err +=
        fmt::format("placer: --hardness takes {}, not '{}'\n", join(words, ", "), options.hardness);
    return exit_failed;
  }
  if (!check_names("--on", options.on, rules, environment)) return exit_failed;
  const std::vector<const Rule*> selected = select(rules, options);
  return deliver_text(
      options, options.format == "json" ? as_json(rules, selected) : as_text(rules, selected, environment),
      environment);
}

int rules_show(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Session> session = begin(rules_show_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  const RuleSet& rules = session->placer.rules();
  std::vector<const Rule*> found;
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rows<Rule>()) ids.push_back(rules.text(rule.id));
  for (const std::string& id : options.paths) {
    const auto at = std::find(ids.begin(), ids.end(), id);
    if (at != ids.end()) {
      found.push_back(&rules.rows<Rule>()[static_cast<std::size_t>(at - ids.begin())]);
      continue;
    }
    const auto near = closest(id, ids);
    environment.err +=
        fmt::format("placer: there is no rule {}\nhelp: {}\n", in_quotes(id),
                    near ? fmt::format("did you mean {}?", *near)
                         : "`placer rules list` shows all; `placer explain` knows other names");
    exit = exit_failed;
  }
  if (exit != exit_ok) return exit_failed;
  if (options.format == "json") return deliver_text(options, as_json(rules, found), environment);
  reference::Page page;
  for (const Rule* rule : found) reference::explain_rule(rules, *rule, page);
  return deliver_text(
      options, to_text(page, {environment.colour_out, environment.unicode, environment.width}), environment);
}

}  // namespace placer::cli
