// Reads the list of pitfalls: what people run into, and which rules warn of it.
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::rules {
namespace {

constexpr doc::FieldContext file_fields{"rules", "a list of pitfalls"};
constexpr doc::FieldContext entry_fields{"rules", "a pitfall"};

bool is_rule(std::string_view id, const Tables& tables) {
  const auto& rules = tables.of<Rule>();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& rule) { return tables.text(rule.id) == id; });
}

Range<TextRef> read_rules(doc::View ids, LoadContext& context) {
  std::vector<TextRef> rules;
  for (const doc::View id : doc::items(ids)) {
    // A rule that could not be read is no reason to blame its name here.
    if (context.sound.ids && !is_rule(id.text(), context.tables) &&
        !context.sound.broken_rules.contains(id.text()))
      context.error(fmt::format("there is no rule `{}`", id.text()), id.where(),
                    "name a rule of a file that is listed before this one");
    rules.push_back(context.text(id.text()));
  }
  return context.append(rules);
}

}  // namespace

void load_pitfalls(doc::View root, LoadContext& context) {
  if (!doc::check_keys(root, {"sources", "pitfalls"}, file_fields, context.sink)) return;
  PlatformScope scope;
  load_sources(root["sources"], scope, context);
  for (const doc::View entry : doc::items(root["pitfalls"])) {
    if (!doc::check_keys(entry, {"id", "says", "rules", "why_not", "source"}, entry_fields, context.sink))
      continue;
    Pitfall pitfall;
    const std::string_view id = doc::required_text(entry, "id", entry_fields, context.sink);
    claim_id(id, entry["id"], context);
    pitfall.id = context.text(id);
    pitfall.says = context.text(doc::required_text(entry, "says", entry_fields, context.sink));
    pitfall.why_not = context.text(doc::optional_text(entry, "why_not", "", entry_fields, context.sink));
    pitfall.rules = read_rules(entry["rules"], context);
    pitfall.source = read_source(entry, scope, context);
    if (pitfall.rules.empty() && pitfall.why_not.size == 0)
      context.error("a pitfall needs the `rules` that warn of it, or `why_not`", entry.where());
    context.tables.of<Pitfall>().push_back(pitfall);
  }
}

}  // namespace placer::rules
