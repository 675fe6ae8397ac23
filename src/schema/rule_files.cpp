// Rule files: the table of their keys, and the values that keys take.
#include "rules/provenance.hpp"
#include "rules/rule_set.hpp"
#include "schema/definitions.hpp"
#include "schema/rule_keys.hpp"

#include <fmt/core.h>

#include <array>

namespace placer::schema {
namespace {

using rules::FactKind;
using rules::FactRow;
using rules::FactType;
using rules::RuleSet;

struct Words {
  std::string_view name;
  std::vector<std::string_view> words;
};

/// Words that the loader knows, one definition each.
std::array<Words, 14> words() {
  return {{{"status", {"settled", "recent", "preview", "closed"}},
           {"how", {"native", "via", "no"}},
           {"hardness", {"hard", "quota", "configurable", "unpublished"}},
           {"role", {"filter", "need", "setting", "advice"}},
           {"check_role", {"setting", "advice"}},
           {"below_nominal", {"memory", "cpu"}},
           {"basis", {rules::bases.begin(), rules::bases.end()}},
           {"confidence", {rules::confidences.begin(), rules::confidences.end()}},
           {"importance", {"core", "special", "unasked"}},
           {"outcome", {"fail", "unknown", "pass"}},
           {"said", {"said", "silent"}},
           {"verdict", {"fits", "fits_with_changes", "unknown", "does_not_fit"}},
           {"quantity_type", {"duration", "bytes", "vcpu", "rate", "percent", "count", "money", "bandwidth"}},
           {"type",
            {"duration", "bytes", "vcpu", "rate", "percent", "count", "money", "bandwidth", "boolean",
             "choice", "numbers", "text", "texts", "offering", "criteria"}}}};
}

std::vector<std::string_view> fact_names(const RuleSet& rules, bool properties) {
  std::vector<std::string_view> names;
  for (const FactRow& fact : rules.rows<FactRow>())
    if ((fact.kind == FactKind::property) == properties) names.push_back(rules.text(fact.key));
  return names;
}

void add_values(const RuleSet& rules, Json& definitions) {
  for (const Words& one : words()) definitions[std::string(one.name)] = one_of(one.words);
  definitions["id"] = pattern("^[^ ]+$", "expected an id, without blanks");
  definitions["url"] = pattern("^https://", "expected a page, https://…");
  definitions["expression"] = pattern("[^ ]", "expected an expression, for example gpu.count > 0");
  definitions["boolean"] = one_of({"true", "false"});
  definitions["boolean"]["enum"].insert(definitions["boolean"]["enum"].begin(), {true, false});
  definitions["source"] = any_of({typed("string"), reference("source_mapping")});
  definitions["fact_name"] = known_or(fact_names(rules, false), "^[a-z][a-z0-9_.]*$");
  definitions["property_name"] = known_or(fact_names(rules, true), "^[a-z][a-z0-9_.]*$");
  std::vector<std::string_view> scaling;
  for (const rules::ScalingName& name : rules::scaling_names()) scaling.push_back(name.id);
  definitions["scaling_name"] = one_of(scaling);
  // A literal of any unit, or the name of a fact.
  definitions["terms"] = any_of({reference("text"), list_of(reference("text"))});
  definitions["value"] = definitions["terms"];
  definitions["names"] = any_of({one_of({"accelerators"}), list_of(reference("value_name"))});
  definitions["names"]["anyOf"][1]["minItems"] = 1;
  definitions["spelling"] = any_of({reference("text"), reference("alias")});
  definitions["score"] = reference("vcpu");  // a plain number with up to three decimals
  definitions["score"]["maximum"] = 100;
  definitions["outcomes"] = map_of(reference("outcome"));
  definitions["spoken"] = map_of(reference("said"));
}

Json value_of(std::string_view type) {
  if (type.ends_with("[]")) return list_of(reference(type.substr(0, type.size() - 2)));
  if (type.ends_with("{}")) return map_of(reference(type.substr(0, type.size() - 2)));
  return reference(type);
}

Json object_of(const RuleObject& object) {
  Json properties = Json::object();
  std::vector<std::string_view> required;
  for (const RuleKey& key : object.keys) {
    Json& property = properties[std::string(key.name)] = value_of(key.type);
    if (!key.summary.empty()) property["description"] = key.summary;
    if (key.required) required.push_back(key.name);
  }
  Json schema = Json::object();
  schema["title"] = object.title;
  schema.update(schema::object(std::move(properties), required));
  return schema;
}

/// A bound or a value is written in the unit of its fact.
void add_units(const RuleSet& rules, Json& definitions) {
  for (const Unit unit : all_units) {
    std::vector<std::string_view> facts, properties;
    for (const FactRow& fact : rules.rows<FactRow>())
      if (fact.unit == unit && fact.type == FactType::quantity)
        (fact.kind == FactKind::property ? properties : facts).push_back(rules.text(fact.key));
    const std::string_view type = definition_of(unit);
    if (!facts.empty())
      add_case(definitions["limit"], "fact", facts, properties_of(type, {"at_most", "at_least"}));
    if (!properties.empty())
      add_case(definitions["property"], "id", properties, properties_of(type, {"value"}));
  }
}

/// What the table of keys cannot say.
void add_conditions(const RuleSet& rules, Json& definitions) {
  require_one(definitions["limit"], {"at_most", "at_least", "one_of", "none_of"});
  require_one(definitions["derived"], {"sum", "product", "ceil_divide", "largest", "smallest", "lookup",
                                       "first_known", "first_stated", "complement", "excess", "between"});
  definitions["source_mapping"].update(any_of({has({"url"}), has({"title"})}));
  // A platform is begun by all three; a file that adds to one has none of the first two.
  definitions["platform"]["dependentRequired"] = {{"name", {"provider", "offerings"}},
                                                  {"provider", {"name", "offerings"}}};
  add_case(definitions["trigger"], "how", {"no"}, has({"id", "message", "remedy"}));
  add_units(rules, definitions);
}

}  // namespace

Json rules_schema(const RuleSet& rules) {
  Json definitions = Json::object();
  for (const RuleObject& object : rule_objects()) definitions[std::string(object.name)] = object_of(object);
  add_values(rules, definitions);
  add_conditions(rules, definitions);
  Json schema = typed("object");
  std::vector<std::string_view> before;
  for (const RuleFileKind& kind : rule_file_kinds()) {
    schema["anyOf"].push_back(has({kind.key}));
    Json one = Json::object();
    one["if"] = has({kind.key});
    for (const std::string_view key : before) one["if"]["not"]["anyOf"].push_back(has({key}));
    one["then"] = reference(kind.object);
    schema["allOf"].push_back(std::move(one));
    before.push_back(kind.key);
  }
  add_workload(rules, definitions);
  schema["$defs"] = std::move(definitions);
  return schema;
}

}  // namespace placer::schema
