// The native manifest (importers/native.cpp reads it).
#include "importers/native.hpp"
#include "importers/native_probe.hpp"
#include "schema/definitions.hpp"

#include <fmt/core.h>

namespace placer::schema {
namespace {

using rules::FactKind;
using rules::FactRow;
using rules::Group;
using rules::RuleSet;

/// A fact under one of its names.
Json stated(const RuleSet& rules, FactId fact, std::string_view name) {
  Json schema = reference(fact_definition(rules, fact));
  const std::string_view key = rules.text(rules.fact(fact).key);
  if (name != key)
    schema["description"] = fmt::format("the same as `{}`: {}", key, rules.text(rules.fact(fact).summary));
  return schema;
}

/// Every name of a fact, in the order of the vocabulary.
template <class Use>
void each_name(const RuleSet& rules, Use use) {
  const auto facts = rules.rows<FactRow>();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].kind != FactKind::vocabulary) continue;
    use(static_cast<FactId>(i), rules.text(facts[i].key));
    for (const rules::TextRef alias : rules.rows(facts[i].aliases))
      use(static_cast<FactId>(i), rules.text(alias));
  }
}

Json group(const RuleSet& rules, const Group& group) {
  const std::string prefix = fmt::format("{}.", rules.text(group.key));
  Json parts = Json::object();
  each_name(rules, [&](FactId fact, std::string_view name) {
    if (name.starts_with(prefix)) parts[std::string(name.substr(prefix.size()))] = stated(rules, fact, name);
  });
  std::vector<Json> schemas{object(std::move(parts))};
  for (const FactId fact : rules.rows(group.scalars)) {
    const FactRow& row = rules.fact(fact);
    const bool is_one = row.type == rules::FactType::choice && !row.many;
    schemas.push_back(reference(fact_definition(rules, fact) + (is_one ? ".name" : "")));
  }
  if (schemas.size() > 1) schemas.push_back(reference("filled_in_elsewhere"));
  Json schema = Json::object();
  schema["description"] = rules.text(group.summary);
  schema["anyOf"] = std::move(schemas);
  return schema;
}

Json name() {
  Json schema = reference("text");
  schema["description"] = "what the workload is called; without it, after its file";
  schema["pattern"] = "[^ ]";
  schema["maxLength"] = importers::longest_name;
  schema["examples"] = texts({"thumbnailer"});
  return schema;
}

Json ignore() {
  Json schema = Json::object();
  schema["description"] = "findings that are taken as they are: RULE -- reason";
  Json note = reference("text");
  note["pattern"] = "[^ ] +-- +[^ ]";
  schema["anyOf"] = Json::array({note, list_of(note)});
  return schema;
}

/// Facts once more; what is stated beside them counts more.
Json defaults(const Json& facts) {
  Json schema = object(facts);
  schema["description"] = "what the workload's own platform fills in where nobody states it";
  return schema;
}

Json version() {
  Json schema = Json::object();
  schema["description"] = "of this format; may be left out";
  schema["enum"] = Json::array({1, "1"});
  return schema;
}

}  // namespace

void add_workload(const RuleSet& rules, Json& definitions) {
  add_plain_values(definitions);
  add_facts(rules, definitions);
  Json facts = Json::object();
  for (const Group& one : rules.rows<Group>()) {
    const std::string key(rules.text(one.key));
    definitions["group." + key] = group(rules, one);
    facts[key] = reference("group." + key);
  }
  each_name(rules, [&](FactId fact, std::string_view name) {
    facts[std::string(name)] = stated(rules, fact, name);
  });
  Json properties = Json::object();
  properties["name"] = name();
  properties["version"] = version();
  properties["defaults"] = defaults(facts);
  properties.update(facts);
  properties["ignore"] = ignore();
  definitions["workload"] = object(std::move(properties));
}

Json workload_schema(const RuleSet& rules) {
  Json entry = reference("workload");
  entry.update(has({"name"}));
  Json list = Json::object();
  list["version"] = version();
  list["workloads"] = list_of(std::move(entry));
  Json schema = typed("object");
  schema["if"] = has({"workloads"});
  schema["then"] = object(std::move(list));
  schema["else"] = reference("workload");
  add_workload(rules, schema["$defs"]);
  return schema;
}

}  // namespace placer::schema
