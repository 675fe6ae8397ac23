// Reads facts.yaml: the vocabulary, the groups of the native manifest, and the names of properties and
// computed values.
#include "base/text.hpp"
#include "rules/literal.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>

namespace placer::rules {
namespace {

constexpr doc::FieldContext fact_fields{"rules", "a fact"};

struct TypeName {
  std::string_view name;
  FactType type;
  Unit unit;
};
constexpr std::array<TypeName, 15> type_names{{
    {"duration", FactType::quantity, Unit::duration},
    {"bytes", FactType::quantity, Unit::bytes},
    {"vcpu", FactType::quantity, Unit::vcpu},
    {"rate", FactType::quantity, Unit::rate},
    {"percent", FactType::quantity, Unit::percent},
    {"count", FactType::quantity, Unit::count},
    {"money", FactType::quantity, Unit::money},
    {"bandwidth", FactType::quantity, Unit::bandwidth},
    {"boolean", FactType::boolean, Unit::count},
    {"choice", FactType::choice, Unit::count},
    {"numbers", FactType::numbers, Unit::count},
    {"text", FactType::text, Unit::count},
    {"texts", FactType::texts, Unit::count},
    {"offering", FactType::offering, Unit::count},
    {"criteria", FactType::criteria, Unit::count},
}};

void read_type(doc::View entry, FactRow& fact, LoadContext& context) {
  const std::string_view name = doc::required_text(entry, "type", fact_fields, context.sink);
  for (const TypeName& type : type_names)
    if (type.name == name) {
      fact.type = type.type;
      fact.unit = type.unit;
      return;
    }
  std::vector<std::string_view> names;
  names.reserve(type_names.size());
  for (const TypeName& type : type_names) names.push_back(type.name);
  context.error(fmt::format("there is no type `{}`", name), entry["type"].where(),
                fmt::format("the types are {}", join(names, ", ")));
}

void add_symbol(std::string_view name, std::string_view summary, FactId id, std::vector<Symbol>& symbols,
                std::vector<Word>& words, LoadContext& context) {
  const auto bit = static_cast<std::uint8_t>(symbols.size());
  symbols.push_back({context.text(name), context.text(summary), id, bit});
  const std::int64_t set = std::int64_t{1} << bit;
  words.push_back({context.text(to_lower(name)), {set, set}});
}

/// An alias is a word, or a word that says more: {name: kafka, says: {broker: kafka}}.
doc::View word_of(doc::View alias) { return alias.is_mapping() ? alias["name"] : alias; }

/// Adds the other spellings of the name that was added last.
void add_aliases(doc::View aliases, std::vector<Word>& words, LoadContext& context) {
  const Interval value = words.back().value;
  for (const doc::View alias : doc::items(aliases)) {
    const doc::FieldContext fields{"rules", "an alias"};
    if (alias.is_mapping() && (!doc::check_keys(alias, {"name", "says"}, fields, context.sink) ||
                               doc::required_text(alias, "name", fields, context.sink).empty()))
      continue;
    words.push_back({context.text(to_lower(word_of(alias).text())), value});
  }
}

/// The names of a choice: a list in place, or the families of accelerators.yaml.
void read_symbols(doc::View entry, FactId id, std::vector<Symbol>& symbols, std::vector<Word>& words,
                  LoadContext& context) {
  const doc::View values = entry["values"];
  if (values.is_scalar() && values.text() == "accelerators") {
    std::vector<std::string> names(context.families.size());
    for (const auto& [name, bit] : context.families) names[bit] = name;
    for (const std::string& name : names) add_symbol(name, "", id, symbols, words, context);
    for (const Accelerator& alias : context.tables.of<Accelerator>()) {
      const std::int64_t set = std::int64_t{1} << alias.family;
      words.push_back({alias.name, {set, set}});
    }
    return;
  }
  if (!values.is_sequence() || values.size() == 0)
    return context.error("a choice needs a list of `values`", entry.where());
  if (values.size() > max_symbols)
    return context.error(fmt::format("a choice can have {} values at most", max_symbols), values.where());
  for (const doc::View value : doc::items(values)) {
    const doc::FieldContext fields{"rules", "a value"};
    if (!doc::check_keys(value, {"name", "aliases", "only_with", "regions", "known_regions", "summary"},
                         fields, context.sink))
      continue;
    add_symbol(doc::required_text(value, "name", fields, context.sink),
               doc::required_text(value, "summary", fields, context.sink), id, symbols, words, context);
    add_aliases(value["aliases"], words, context);
    for (const doc::View region : doc::items(value["regions"]))
      context.tables.of<Region>().push_back({context.text(region.text()), symbols.back().bit});
    for (const doc::View region : doc::items(value["known_regions"]))
      context.tables.of<Region>().push_back({context.text(region.text()), symbols.back().bit, 1});
  }
}

/// What a word of the choice says of others.
void load_sayings(doc::View sayings, doc::View word, FactId id, bool follows, LoadContext& context) {
  if (sayings && !sayings.is_mapping())
    return context.error("what a name says of other facts is a mapping", sayings.where(),
                         "for example {broker: kafka}");
  for (const auto [key, value] : doc::entries(sayings)) {
    const FactId other = read_fact(key, context);
    if (other == no_fact) continue;
    if (context.fact(id).many || context.fact(other).type != FactType::choice || other == id) {
      context.error("a name of a choice that has one can say something of another choice only", key.where());
      continue;
    }
    if (const auto said = read_value(value, other, context))
      context.tables.of<Saying>().push_back({*said, context.text(to_lower(word.text())), id, other, follows});
  }
}

void load_sayings(doc::View fact, FactId id, LoadContext& context) {
  for (const doc::View value : doc::items(fact["values"])) {
    load_sayings(value["only_with"], value["name"], id, false, context);
    for (const doc::View alias : doc::items(value["aliases"]))
      load_sayings(alias["says"], word_of(alias), id, true, context);
  }
}

/// So many times another fact, by the name that a choice has.
void load_multiple(doc::View multiple, FactId id, LoadContext& context) {
  if (!multiple) return;
  const doc::FieldContext fields{"rules", "a multiple"};
  if (!doc::check_keys(multiple, {"of", "by", "values"}, fields, context.sink)) return;
  const FactId of = read_fact(multiple["of"], context), by = read_fact(multiple["by"], context);
  if (of == no_fact || by == no_fact) return;
  const FactRow& fact = context.fact(id);
  if (fact.type != FactType::quantity || context.fact(of).kind != FactKind::vocabulary ||
      context.fact(of).type != FactType::quantity || context.fact(of).unit != fact.unit || of == id)
    return context.error("a multiple is of another quantity with the same unit", multiple["of"].where());
  if (context.fact(by).type != FactType::choice)
    return context.error("a multiple goes by a choice", multiple["by"].where());
  for (const auto [name, value] : doc::entries(multiple["values"])) {
    const auto set = read_value(name, by, context);
    const auto times = read_quantity(value, Unit::count, context);
    if (set && times)
      context.tables.of<Multiple>().push_back(
          {*times, id, of, by,
           static_cast<std::uint8_t>(std::countr_zero(static_cast<std::uint64_t>(set->low)))});
  }
}

std::string default_how(std::string_view key, std::string_view example) {
  const std::size_t dot = key.find('.');
  if (dot == std::string_view::npos) return fmt::format("{}: {}", key, example);
  return fmt::format("{}: {{{}: {}}}", key.substr(0, dot), key.substr(dot + 1), example);
}

std::string example_text(doc::View example) {
  if (!example.is_sequence())
    return example.quoted() ? fmt::format("\"{}\"", example.text()) : std::string(example.text());
  std::vector<std::string_view> parts;
  for (const doc::View item : doc::items(example)) parts.push_back(item.text());
  return fmt::format("[{}]", join(parts, ", "));
}

void read_usual(doc::View entry, FactId id, LoadContext& context) {
  const doc::View usual = entry["usual"];
  if (!usual) return;
  FactRow& fact = context.fact(id);
  fact.has_usual = true;
  fact.usual_text = context.text(doc::required_text(entry, "usual_text", fact_fields, context.sink));
  if (usual.is_sequence() && usual.size() == 0) return;  // an empty list: none of them, or any
  if (const auto value = read_value(usual, id, context)) context.fact(id).usual = *value;
}

void load_fact(doc::View entry, LoadContext& context) {
  if (!doc::check_keys(entry,
                       {"key", "aliases", "type", "many", "importance", "core_when", "or", "usual",
                        "usual_when", "usual_text", "multiple", "section", "summary", "how", "example",
                        "range", "words", "values", "changeable"},
                       fact_fields, context.sink)) {
    context.sound.names = false;
    return;
  }
  const auto id = static_cast<FactId>(context.tables.of<FactRow>().size());
  FactRow fact;
  const std::string_view key = doc::required_text(entry, "key", fact_fields, context.sink);
  if (key.empty()) context.sound.names = false;
  claim_id(key, entry["key"], context);
  const std::string example = example_text(entry["example"]);
  fact.key = context.text(key);
  fact.summary = context.text(doc::required_text(entry, "summary", fact_fields, context.sink));
  fact.example = context.text(example);
  fact.section = context.text(doc::required_text(entry, "section", fact_fields, context.sink));
  fact.how =
      context.text(doc::optional_text(entry, "how", default_how(key, example), fact_fields, context.sink));
  fact.many = doc::optional_boolean(entry, "many", false, fact_fields, context.sink);
  fact.changeable = doc::optional_boolean(entry, "changeable", true, fact_fields, context.sink);
  const std::string_view importance = doc::required_text(entry, "importance", fact_fields, context.sink);
  if (importance != "core" && importance != "special" && importance != "unasked")
    context.error("`importance` is core, special or unasked", entry["importance"].where());
  fact.core = importance == "core";
  fact.unasked = importance == "unasked";
  fact.range = {0, unbounded};
  read_type(entry, fact, context);

  std::vector<TextRef> aliases;
  for (const doc::View alias : doc::items(entry["aliases"])) {
    claim_id(alias.text(), alias, context);
    aliases.push_back(context.text(alias.text()));
  }
  std::vector<Symbol> symbols;
  std::vector<Word> words;
  if (fact.type == FactType::choice) read_symbols(entry, id, symbols, words, context);
  fact.aliases = context.append(aliases);
  fact.symbols = context.append(symbols);
  fact.words = context.append(words);
  context.tables.of<FactRow>().push_back(fact);

  if (const doc::View range = entry["range"])
    if (const auto value = read_quantity(range, fact.unit, context)) context.fact(id).range = *value;
  // Words may use the names above, so they come last and replace the range with a longer one.
  for (const auto [word, value] : doc::entries(entry["words"]))
    if (const auto meaning = read_value(value, id, context))
      words.push_back({context.text(to_lower(word.text())), *meaning});
  if (const doc::View values = entry["values"]; values.is_scalar()) {
    std::int64_t any = 0;
    for (const Symbol& symbol : symbols) any |= std::int64_t{1} << symbol.bit;
    any &= ~context.by_name_only;
    words.push_back({context.text("any"), {any, any}});
  }
  context.fact(id).words = context.append(words);
  read_usual(entry, id, context);
}

/// Names of properties and computed values: facts that no manifest states.
void load_section(doc::View section, FactKind kind, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) {
    const doc::FieldContext fields{"rules", "a property"};
    if (entry["value"]) {
      context.sound.names = false;
      context.error("what an offering is like stands in a file with its platform", entry.where(),
                    "write for example `platform: aws-ecs` at the top, and here `offerings: [fargate]`");
      continue;
    }
    if (!doc::check_keys(entry, {"key", "type", "summary"}, fields, context.sink)) {
      context.sound.names = false;
      continue;
    }
    FactRow fact;
    fact.kind = kind;
    fact.range = {0, unbounded};
    read_type(entry, fact, context);
    const std::string_view key = doc::required_text(entry, "key", fields, context.sink);
    if (key.empty()) context.sound.names = false;
    claim_id(key, entry["key"], context);
    fact.key = context.text(key);
    fact.summary = context.text(doc::required_text(entry, "summary", fields, context.sink));
    context.tables.of<FactRow>().push_back(fact);
  }
}

void load_groups(doc::View section, LoadContext& context) {
  std::vector<Group> groups;
  for (const doc::View entry : doc::items(section)) {
    const doc::FieldContext fields{"rules", "a group"};
    if (!doc::check_keys(entry, {"key", "scalar", "summary"}, fields, context.sink)) continue;
    Group group;
    group.key = context.text(doc::required_text(entry, "key", fields, context.sink));
    group.summary = context.text(doc::required_text(entry, "summary", fields, context.sink));
    std::vector<std::uint16_t> scalars;
    for (const doc::View name : doc::items(entry["scalar"]))
      if (const FactId fact = read_fact(name, context); fact != no_fact) scalars.push_back(fact);
    group.scalars = context.append(scalars);
    groups.push_back(group);
  }
  context.append(groups);
}

}  // namespace

std::string suggest_fact(const Tables& tables, std::string_view name) {
  std::vector<std::string_view> names;
  for (const FactRow& fact : tables.of<FactRow>()) names.push_back(tables.text(fact.key));
  const auto near = closest(name, names);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

FactId find_fact(const Tables& tables, std::string_view key) {
  const auto& facts = tables.of<FactRow>();
  for (std::size_t i = 0; i < facts.size(); ++i)
    if (tables.text(facts[i].key) == key) return static_cast<FactId>(i);
  return no_fact;
}

void load_vocabulary(doc::View root, LoadContext& context) {
  for (const doc::View entry : doc::items(root["facts"])) load_fact(entry, context);
  if (context.tables.of<FactRow>().size() > max_facts)
    context.error(fmt::format("a vocabulary can have {} facts at most", max_facts), root["facts"].where());
}

void load_names(doc::View root, LoadContext& context) {
  load_section(root["properties"], FactKind::property, context);
  load_section(root["computed"], FactKind::computed, context);
  load_groups(root["groups"], context);
  // What refers to other facts waits until all are there.
  for (const doc::View entry : doc::items(root["facts"])) {
    const FactId id = find_fact(context.tables, entry["key"].text());
    if (id == no_fact) continue;
    load_sayings(entry, id, context);
    load_multiple(entry["multiple"], id, context);
    const Range<Node> core_when = read_expression(entry, "core_when", {.read_once = true}, context);
    context.fact(id).core_when = core_when;
    const Range<Node> usual_when = read_expression(entry, "usual_when", {.read_once = true}, context);
    context.fact(id).usual_when = usual_when;
    if (const doc::View other = entry["or"]) context.fact(id).core_or = read_fact(other, context);
  }
}

}  // namespace placer::rules
