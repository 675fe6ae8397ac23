// Reads limits, requirements and advice. All three become rows of one table: what differs is the expression
// and what happens when it does not hold.
#include "rules/literal.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <array>

namespace placer::rules {
namespace {

constexpr doc::FieldContext limit_fields{"rules", "a limit"};
constexpr doc::FieldContext requirement_fields{"rules", "a requirement"};
constexpr doc::FieldContext advice_fields{"rules", "an advice"};
constexpr doc::FieldContext check_fields{"rules", "a check"};

Hardness read_hardness(doc::View entry, const doc::FieldContext& fields, LoadContext& context) {
  const std::string_view name = doc::required_text(entry, "hardness", fields, context.sink);
  if (name == "quota") return Hardness::quota;
  if (name == "configurable") return Hardness::configurable;
  if (name == "unpublished") return Hardness::unpublished;
  if (name != "hard" && !name.empty())
    context.error("`hardness` is hard, quota, configurable or unpublished", entry["hardness"].where());
  return Hardness::hard;
}

Role read_role(doc::View entry, LoadContext& context) {
  const std::string_view name = doc::optional_text(entry, "role", "filter", limit_fields, context.sink);
  if (name == "setting") return Role::setting;
  if (name == "advice") return Role::advice;
  if (name == "need") return Role::need;
  if (name != "filter") context.error("`role` is filter, need, setting or advice", entry["role"].where());
  return Role::filter;
}

/// A check speaks of a setting, never of the workload.
Role read_check_role(doc::View entry, LoadContext& context) {
  const std::string_view name = doc::optional_text(entry, "role", "setting", check_fields, context.sink);
  if (name == "advice") return Role::advice;
  if (name != "setting") context.error("`role` of a check is setting or advice", entry["role"].where());
  return Role::setting;
}

/// What all three kinds have in common.
Rule read_common(doc::View entry, const doc::FieldContext& fields, RuleKind kind, const PlatformScope& scope,
                 LoadContext& context) {
  Rule rule;
  rule.kind = kind;
  const std::string_view id = doc::required_text(entry, "id", fields, context.sink);
  claim_rule(id, entry["id"], context);
  rule.id = context.text(id);
  rule.message = context.text(doc::required_text(entry, "message", fields, context.sink));
  rule.remedy = context.text(doc::required_text(entry, "remedy", fields, context.sink));
  rule.note = context.text(doc::optional_text(entry, "note", "", fields, context.sink));
  rule.when_text = context.text(doc::optional_text(entry, "when", "", fields, context.sink));
  rule.require_text = context.text(doc::optional_text(entry, "require", "", fields, context.sink));
  rule.offerings = read_offerings(entry, scope, context);
  rule.source = read_source(entry, scope, context);
  rule.place = context.place(entry);
  std::vector<TextRef> audit;
  for (const doc::View claim : doc::items(entry["audit"])) audit.push_back(context.text(claim.text()));
  rule.audit = context.append(audit);
  return rule;
}

void read_quota(doc::View entry, Rule& rule, LoadContext& context) {
  const doc::View quota = doc::optional_mapping(entry, "quota", limit_fields, context.sink);
  if (!quota) return;
  const doc::FieldContext fields{"rules", "a quota"};
  doc::check_keys(quota, {"name", "code"}, fields, context.sink);
  rule.quota_name = context.text(doc::required_text(quota, "name", fields, context.sink));
  rule.quota_code = context.text(doc::optional_text(quota, "code", "", fields, context.sink));
}

/// The set of names of `one_of` and `none_of`, as a node.
std::optional<Node> read_names(doc::View names, FactId fact, LoadContext& context) {
  if (context.fact(fact).type == FactType::choice) {
    const auto set = read_value(names, fact, context);
    return set ? std::optional<Node>({set->low, 0, fact, Op::any_of}) : std::nullopt;
  }
  if (context.fact(fact).type != FactType::texts && context.fact(fact).type != FactType::text) {
    context.error("`one_of` is for names; a quantity has `at_most` or `at_least`", names.where());
    return std::nullopt;
  }
  std::vector<TextRef> texts;
  for (const doc::View name : doc::items(names)) texts.push_back(context.text(name.text()));
  const Range<TextRef> range = context.append(texts);
  return Node{range.first, range.count, fact, Op::text_in};
}

/// One end of what is allowed.
std::optional<std::int64_t> read_bound(doc::View bound, Unit unit, LoadContext& context) {
  const auto value = read_quantity(bound, unit, context);
  if (!value) return std::nullopt;
  if (!value->is_point()) context.error("a bound is one value, not an interval", bound.where());
  return value->low;
}

/// The one comparison of a limit.
Range<Node> read_comparison(doc::View entry, FactId fact, LoadContext& context) {
  std::vector<Node> nodes;
  int bounds = 0;
  for (const std::string_view key : {"at_most", "at_least"})
    if (const doc::View bound = entry[key]) {
      ++bounds;
      if (context.fact(fact).type != FactType::quantity && context.fact(fact).type != FactType::numbers) {
        context.error(fmt::format("`{}` is for quantities; names have `one_of`", key), bound.where());
        return {};
      }
      const auto value = read_bound(bound, context.fact(fact).unit, context);
      if (!value) return {};
      nodes.push_back({*value, 0, fact, key == "at_most" ? Op::at_most : Op::at_least});
    }
  for (const std::string_view key : {"one_of", "none_of"})
    if (const doc::View names = entry[key]) {
      ++bounds;
      const std::optional<Node> node = read_names(names, fact, context);
      if (!node) return {};
      nodes.push_back(*node);
      if (key == "none_of" && context.fact(fact).type == FactType::texts)
        nodes.back().op = Op::text_out;  // texts are alternatives: one that is another will do
      else if (key == "none_of")
        nodes.push_back({0, 1, 0, Op::negate});
    }
  if (bounds != 1) {
    context.error("a limit has exactly one of at_most, at_least, one_of and none_of", entry.where());
    return {};
  }
  return context.append(nodes);
}

void load_limit(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(entry,
                       {"id", "offerings", "fact", "at_most", "at_least", "one_of", "none_of", "when",
                        "hardness", "role", "source", "message", "remedy", "quota", "note", "audit"},
                       limit_fields, context.sink))
    return;
  Rule rule = read_common(entry, limit_fields, RuleKind::limit, scope, context);
  rule.hardness = read_hardness(entry, limit_fields, context);
  rule.role = read_role(entry, context);
  read_quota(entry, rule, context);
  if (!entry["fact"]) context.error("a limit needs `fact`", entry.where());
  if (const FactId fact = entry["fact"] ? read_fact(entry["fact"], context) : no_fact; fact != no_fact) {
    const FactKind kind = context.fact(fact).kind;
    if (kind != FactKind::vocabulary && kind != FactKind::derived)
      context.error("a limit bounds a fact of the workload or a derived fact", entry["fact"].where());
    rule.require = read_comparison(entry, fact, context);
  }
  rule.when =
      read_expression(entry, "when", {.allow_known = rule.role == Role::advice, .read_once = true}, context);
  context.tables.of<Rule>().push_back(rule);
}

void load_requirement(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(
          entry,
          {"id", "offerings", "when", "require", "hardness", "source", "message", "remedy", "note", "audit"},
          requirement_fields, context.sink))
    return;
  Rule rule = read_common(entry, requirement_fields, RuleKind::requirement, scope, context);
  rule.hardness = read_hardness(entry, requirement_fields, context);
  if (!entry["require"]) context.error("a requirement needs `require`", entry.where());
  rule.require = read_expression(entry, "require", {.read_once = true}, context);
  rule.when = read_expression(entry, "when", {.read_once = true}, context);
  context.tables.of<Rule>().push_back(rule);
}

void load_advice(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(entry, {"id", "offerings", "when", "source", "message", "remedy", "note", "audit"},
                       advice_fields, context.sink))
    return;
  Rule rule = read_common(entry, advice_fields, RuleKind::advice, scope, context);
  rule.role = Role::advice;
  if (!entry["when"])
    context.error("an advice needs `when`", entry.where(), "advice that always applies is noise");
  rule.when = read_expression(entry, "when", {.allow_known = true, .allow_properties = true}, context);
  context.tables.of<Rule>().push_back(rule);
}

/// What a number may be that an importer finds; since it is no fact, the check says its type.
void read_bounds(doc::View entry, Rule& rule, LoadContext& context) {
  const doc::View type = entry["type"], least = entry["at_least"], most = entry["at_most"];
  if (!least && !most) {
    if (type)
      context.error("`type` is that of `at_least` and `at_most`, of which there is none", type.where());
    return;
  }
  const std::string_view name = doc::required_text(entry, "type", check_fields, context.sink);
  const std::optional<Unit> unit = quantity_type(name);
  if (!unit) {
    if (!name.empty())
      context.error(fmt::format("a check bounds a quantity; there is no type `{}`", name), type.where());
    return;
  }
  rule.unit = *unit;
  if (least) rule.bounds.low = read_bound(least, *unit, context).value_or(rule.bounds.low);
  if (most) rule.bounds.high = read_bound(most, *unit, context).value_or(rule.bounds.high);
  if (rule.bounds.low > rule.bounds.high)
    context.error("`at_least` is above `at_most`, so that nothing is allowed", least.where());
}

/// Names that are refused where an importer finds them.
Range<TextRef> read_refused(doc::View entry, LoadContext& context) {
  std::vector<TextRef> names;
  for (const doc::View name : doc::items(entry["none_of"])) names.push_back(context.text(name.text()));
  return context.append(names);
}

/// What importers find and no expression can say: the rule has its message, its source and perhaps bounds or
/// names.
void load_check(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(entry,
                       {"id", "offerings", "role", "type", "at_least", "at_most", "none_of", "hardness",
                        "unasked", "source", "message", "remedy", "note"},
                       check_fields, context.sink))
    return;
  Rule rule = read_common(entry, check_fields, RuleKind::check, scope, context);
  rule.role = read_check_role(entry, context);
  rule.unasked = doc::optional_boolean(entry, "unasked", false, check_fields, context.sink);
  if (rule.unasked && rule.role != Role::advice)
    context.error("what is no advice is said unasked anyway", entry["unasked"].where());
  read_bounds(entry, rule, context);
  rule.refused = read_refused(entry, context);
  rule.hardness = entry["hardness"] ? read_hardness(entry, check_fields, context) : Hardness::configurable;
  context.tables.of<Rule>().push_back(rule);
}

}  // namespace

void load_rules(doc::View root, const PlatformScope& scope, LoadContext& context) {
  struct Section {
    std::string_view key;
    void (*load)(doc::View entry, const PlatformScope& scope, LoadContext& context);
  };
  constexpr std::array<Section, 4> sections{{{"limits", load_limit},
                                             {"requirements", load_requirement},
                                             {"advice", load_advice},
                                             {"checks", load_check}}};
  for (const Section& section : sections)
    for (const doc::View entry : doc::items(root[section.key])) {
      bool sound = true;
      context.watch([&] { section.load(entry, scope, context); }, sound);
      const std::string_view id = entry["id"].text();
      if (id.empty()) context.sound.ids = false;
      if (!sound) context.sound.broken_rules.emplace(id);
    }
}

}  // namespace placer::rules
