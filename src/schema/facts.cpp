// Values of facts as manifests state them (importers/native_value.cpp reads them).
#include "base/quantity_pattern.hpp"
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/accelerator.hpp"
#include "importers/draft.hpp"
#include "importers/native_value.hpp"
#include "schema/definitions.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::schema {
namespace {

using rules::FactKind;
using rules::FactRow;
using rules::FactType;
using rules::Known;
using rules::RuleSet;

/// A text that somebody else fills in can stand for any value.
constexpr std::string_view elsewhere = "filled_in_elsewhere";

std::vector<std::string_view> words_of(const RuleSet& rules, const FactRow& fact) {
  std::vector<std::string_view> words;
  for (const rules::Word& word : rules.rows(fact.words)) words.push_back(rules.text(word.text));
  return words;
}

/// Words that stand for values, themselves first, since editors complete those: what YAML reads as a boolean
/// is one there, or its text in quotes.
void add_words(std::vector<std::string_view> words, std::vector<Json>& schemas) {
  Json known = Json::object();
  std::vector<std::string_view> quoted;
  for (const std::string_view word : words) {
    if (word != "true" && word != "false") {
      known["enum"].push_back(word);
      continue;
    }
    known["enum"].push_back(word == "true");
    quoted.insert(quoted.end(), {word, word == "true" ? "True" : "False", word == "true" ? "TRUE" : "FALSE"});
  }
  if (!known.empty()) schemas.push_back(std::move(known));
  const std::string expected = fmt::format("expected {}", join(words, " or "));
  if (!quoted.empty()) schemas.push_back(pattern(fmt::format("^(?:{})$", join(quoted, "|")), expected));
  std::erase_if(words, [](std::string_view word) { return word == "true" || word == "false"; });
  if (!words.empty()) schemas.push_back(words_in_any_case(words, expected));
}

Json quantity(const FactRow& fact) {
  Json schema = reference(definition_of(fact.unit));
  // Of what is a number in YAML; texts are held against the range when they are read.
  const std::int64_t one = fact.unit == Unit::vcpu ? 1000 : 1;
  if (fact.unit != Unit::count && fact.unit != Unit::vcpu) return schema;
  if (fact.range.low > 0 && fact.range.low % one == 0)
    schema["minimum"] = fact.range.low / one;
  else if (fact.range.low > 0)
    schema["minimum"] = static_cast<double>(fact.range.low) / static_cast<double>(one);
  if (fact.range.high != unbounded) schema["maximum"] = fact.range.high / one;
  return schema;
}

/// The maker may be left out, `_` and blanks count as `-` (importers/accelerator.cpp).
Json accelerator_name(const RuleSet& rules, const FactRow& fact, std::string expected) {
  std::vector<std::string> names;
  for (std::string_view word : words_of(rules, fact)) {
    for (const std::string_view maker : importers::accelerator_makers)
      if (word.starts_with(maker)) word.remove_prefix(maker.size());
    std::string name;
    for (const char c : in_any_case(word)) name += c == '-' ? std::string("[-_ ]") : std::string(1, c);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::vector<std::string> makers;
  makers.reserve(importers::accelerator_makers.size());
  for (const std::string_view maker : importers::accelerator_makers)
    makers.push_back(in_any_case(maker.substr(0, maker.size() - 1)));
  return pattern(fmt::format("^ *(?:(?:{})[-_ ])?(?:{}) *$", join(makers, "|"), join(names, "|")),
                 std::move(expected));
}

/// One name of a choice. Editors complete the names themselves; aliases and other spellings are taken too.
Json choice_name(const RuleSet& rules, const FactRow& fact) {
  Json known = Json::object();
  known["enum"] = Json::array();
  Json meanings = Json::array();
  for (const rules::Symbol& symbol : rules.rows(fact.symbols)) {
    known["enum"].push_back(rules.text(symbol.name));
    meanings.push_back(rules.text(symbol.summary));
  }
  // No word of JSON Schema; editors show it beside the names.
  if (!meanings.empty() && !meanings.front().get_ref<const std::string&>().empty())
    known["enumDescriptions"] = std::move(meanings);
  const std::string expected = fmt::format("expected one of the names of {}", rules.text(fact.key));
  const bool accelerator = &fact == &rules.fact(rules.known(Known::gpu_type));
  return any_of({std::move(known), accelerator ? accelerator_name(rules, fact, expected)
                                               : words_in_any_case(words_of(rules, fact), expected)});
}

Json names_schema(const RuleSet& rules, const FactRow& fact) {
  std::vector<std::string_view> known;
  if (&fact == &rules.fact(rules.known(Known::regions)))
    for (const rules::Region& region : rules.rows<rules::Region>())
      if (region.known != 0) known.push_back(rules.text(region.name));
  return known_or(known, "[^ ]");
}

/// A name, a list of names ("cost", "cost=low"), or names with their levels.
Json priorities(const RuleSet& rules) {
  std::vector<std::string_view> names;
  for (const rules::Criterion& criterion : rules.rows<rules::Criterion>())
    for (const rules::TextRef name : {criterion.id, criterion.alias})
      if (name.size > 0) names.push_back(rules.text(name));
  Json properties = Json::object();
  for (const std::string_view name : names) properties[std::string(name)]["enum"] = texts({"high", "low"});
  const Json one = any_of({one_of(names), pattern(fmt::format("^(?:{})(?:=(?:high|low))?$", join(names, "|")),
                                                  "expected a criterion, for example cost or cost=low")});
  return any_of({one, list_of(one), object(std::move(properties))});
}

Json offerings(const RuleSet& rules) {
  std::vector<std::string_view> ids;
  for (const rules::Offering& offering : rules.rows<rules::Offering>())
    ids.push_back(rules.text(offering.full_id));
  return one_of(ids);
}

void add_lists(Json one, bool least_one, std::vector<Json>& schemas) {
  schemas.push_back(one);
  schemas.push_back(list_of(std::move(one)));
  if (least_one) schemas.back()["minItems"] = 1;
}

/// A choice that is open between a few names.
Json one_of_several(const RuleSet& rules, FactId id) {
  Json properties = Json::object();
  properties["one_of"] = list_of(reference(fact_definition(rules, id) + ".name"));
  properties["one_of"]["minItems"] = 1;
  return object(std::move(properties));
}

/// What several containers ask for together.
Json total(const FactRow& fact) {
  Json properties = Json::object();
  properties["total"] = quantity(fact);
  Json schema = object(std::move(properties));
  schema["required"] = Json::array({"total"});
  return schema;
}

std::vector<Json> values(const RuleSet& rules, FactId id) {
  const FactRow& fact = rules.fact(id);
  std::vector<Json> schemas;
  switch (fact.type) {
    case FactType::quantity:
      schemas.push_back(quantity(fact));
      if (importers::takes_total(rules, id)) schemas.push_back(total(fact));
      add_words(words_of(rules, fact), schemas);
      break;
    case FactType::boolean: schemas.push_back(typed("boolean")); break;
    case FactType::choice:
      if (fact.many)
        add_lists(reference(fact_definition(rules, id) + ".name"), true, schemas);
      else
        schemas = {reference(fact_definition(rules, id) + ".name"), one_of_several(rules, id)};
      break;
    case FactType::numbers: add_lists(quantity(fact), false, schemas); break;
    case FactType::text: schemas.push_back(reference("text")); break;
    case FactType::texts: add_lists(names_schema(rules, fact), false, schemas); break;
    case FactType::offering: schemas.push_back(offerings(rules)); break;
    case FactType::criteria: schemas.push_back(priorities(rules)); break;
  }
  schemas.push_back(reference(elsewhere));
  return schemas;
}

/// "8080" as the number that YAML reads it as, "true" as a boolean.
Json example_value(std::string_view text) {
  if (const auto boolean = doc::read_boolean(text).value) return *boolean;
  if (const auto number = doc::read_integer(text).value) return *number;
  if (text.size() > 1 && text.front() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

Json example(std::string_view text) {
  if (!text.starts_with('[')) return example_value(text);
  Json list = Json::array();
  text = text.substr(1, text.size() - 2);
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    list.push_back(example_value(trim(text.substr(0, comma))));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

std::string description(const RuleSet& rules, const FactRow& fact) {
  std::string text(rules.text(fact.summary));
  if (fact.core) text += ". Asked for where it is not stated";
  if (fact.has_usual)
    text += fmt::format(". Presumed where it is not stated: {}", rules.text(fact.usual_text));
  return text;
}

}  // namespace

std::string fact_definition(const RuleSet& rules, FactId fact) {
  return fmt::format("fact.{}", rules.text(rules.fact(fact).key));
}

void add_facts(const RuleSet& rules, Json& definitions) {
  std::vector<std::string> marks;
  marks.reserve(importers::placeholder_marks.size());
  for (const std::string_view mark : importers::placeholder_marks) marks.push_back(escaped(mark));
  for (const std::string_view mark : importers::token_marks)
    marks.push_back(fmt::format("{0}[A-Z][A-Z0-9_]*{0}", escaped(mark)));
  Json& placeholder = definitions[std::string(elsewhere)] = Json::object();
  placeholder["description"] = "a value that is filled in elsewhere, for example ${MEMORY}";
  placeholder.update(pattern(join(marks, "|"), "expected a value"));
  const auto facts = rules.rows<FactRow>();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const FactRow& fact = facts[i];
    const auto id = static_cast<FactId>(i);
    if (fact.kind != FactKind::vocabulary) continue;
    const std::string name = fact_definition(rules, id);
    if (fact.type == FactType::choice) definitions[name + ".name"] = choice_name(rules, fact);
    Json& definition = definitions[name] = Json::object();
    definition["description"] = description(rules, fact);
    definition["anyOf"] = values(rules, id);
    definition["examples"] = Json::array();
    definition["examples"].push_back(example(rules.text(fact.example)));
  }
}

}  // namespace placer::schema
