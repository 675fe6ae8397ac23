// placer.yaml (facade/project.cpp reads it).
#include "base/quantity_pattern.hpp"
#include "schema/definitions.hpp"

#include <fmt/core.h>

namespace placer::schema {
namespace {

using rules::Known;
using rules::Rule;
using rules::RuleSet;

/// An id is without blanks; those of own rules are not known here.
constexpr std::string_view any_id = "^[^ ]+$";

Json text(std::string_view description) { return described(reference("text"), description); }

Json node(const RuleSet& rules) {
  Json properties = Json::object();
  properties["cpu"] = reference(fact_definition(rules, rules.known(Known::cpu)));
  properties["memory"] = reference(fact_definition(rules, rules.known(Known::memory)));
  properties["gpu"] = reference("group.gpu");
  properties["architecture"] = reference(fact_definition(rules, rules.known(Known::architecture)));
  return object(std::move(properties), {"cpu", "memory"});
}

Json cluster(const RuleSet& rules) {
  Json properties = Json::object();
  properties["nodes"] = described(list_of(node(rules)), "the shapes of its machines, as they can be used");
  return object(std::move(properties));
}

std::vector<std::string_view> rule_ids(const RuleSet& rules) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rows<Rule>()) ids.push_back(rules.text(rule.id));
  return ids;
}

Json disabled(const RuleSet& rules) {
  Json properties = Json::object();
  properties["rule"] = described(known_or(rule_ids(rules), any_id), "the rule's id");
  properties["because"] = text("why it does not hold here");
  return object(std::move(properties), {"rule", "because"});
}

Json ignored(const RuleSet& rules) {
  Json properties = Json::object();
  properties["path"] = text("a glob, relative to this file");
  properties["rule"] = described(known_or(rule_ids(rules), any_id), "the rule's id");
  properties["because"] = text("why it is taken as it is");
  properties["until"] = described(reference("date"), "the last day on which it is");
  return object(std::move(properties), {"path", "rule", "because"});
}

/// The bound is written in the unit of the rule's fact.
Json quota(const RuleSet& rules) {
  std::vector<std::string_view> ids;
  std::vector<std::pair<Unit, std::vector<std::string_view>>> by_unit;
  for (const Unit unit : all_units) {
    auto& same = by_unit.emplace_back(unit, std::vector<std::string_view>()).second;
    for (const Rule& rule : rules.rows<Rule>())
      if (rule.kind == rules::RuleKind::limit &&
          (rule.hardness == rules::Hardness::quota || rule.hardness == rules::Hardness::configurable) &&
          !rule.require.empty() && rules.fact(rules.rows(rule.require).front().fact).unit == unit) {
        same.push_back(rules.text(rule.id));
        ids.push_back(same.back());
      }
  }
  Json properties = Json::object();
  properties["rule"] = described(known_or(ids, any_id), "the id of the quota's rule");
  for (const std::string_view bound : {"at_most", "at_least"})
    properties[std::string(bound)] = described(reference("quantity"), "what the account has");
  properties["source"] = text("who says so");
  properties["checked"] = described(reference("date"), "when that was last looked up");
  Json schema = object(std::move(properties), {"rule", "source", "checked"});
  require_one(schema, {"at_most", "at_least"});
  for (const auto& [unit, same] : by_unit)
    if (!same.empty())
      add_case(schema, "rule", same, properties_of(definition_of(unit), {"at_most", "at_least"}));
  return schema;
}

Json weights(const RuleSet& rules) {
  Json properties = Json::object();
  for (const rules::Criterion& criterion : rules.rows<rules::Criterion>())
    for (const rules::TextRef name : {criterion.id, criterion.alias})
      if (name.size > 0)
        properties[std::string(rules.text(name))] =
            described(reference("weight"), rules.text(criterion.summary));
  return object(std::move(properties));
}

Json only(const RuleSet& rules) {
  Json properties = Json::object();
  properties["providers"] = reference(fact_definition(rules, rules.known(Known::providers)));
  properties["regions"] = reference(fact_definition(rules, rules.known(Known::regions)));
  return object(std::move(properties));
}

/// One of them, or a list.
Json one_or_more(const Json& schema) { return any_of({schema, list_of(schema)}); }

Json policy(const RuleSet& rules) {
  std::vector<std::string_view> places;
  for (const rules::Platform& platform : rules.rows<rules::Platform>())
    places.push_back(rules.text(platform.id));
  for (const rules::Offering& offering : rules.rows<rules::Offering>())
    places.push_back(rules.text(offering.full_id));
  const std::vector<std::string_view> words{"does-not-fit", "unknown", "advice", "quota"};
  Json severities = map_of(one_of({"error", "warning", "note"}));
  severities["propertyNames"] = known_or(rule_ids(rules), any_id);
  Json properties = Json::object();
  properties["path"] = described(one_or_more(reference("text")),
                                 "globs of the files that it holds for, relative to this file");
  properties["require"] =
      described(one_or_more(known_or(places, any_id)), "platforms and offerings that must fit");
  properties["only"] = described(only(rules), "the providers and regions that may be used for them");
  // As add_fail_on takes them: an amount may go without its currency.
  const std::string bounds = "^headroom=[0-9.]+%?$|^cost=[0-9.]+$|^cost=" + pattern_of(Unit::money).substr(1);
  properties["fail_on"] =
      described(one_or_more(known_or(words, bounds)), "what fails the gate besides what does not fit");
  properties["severity"] =
      described(std::move(severities), "what rules find is an error, a warning or a note");
  return object(std::move(properties));
}

}  // namespace

Json config_schema(const RuleSet& rules) {
  Json properties = Json::object();
  properties["cluster"] = described(cluster(rules), "what pods must fit on");
  properties["exclude"] =
      described(list_of(reference("text")), "globs of what is not to be read, relative to this file");
  properties["rules"] =
      described(list_of(reference("text")), "own rule files and directories of them, relative to this file");
  properties["disable"] = described(list_of(disabled(rules)), "rules that do not hold here");
  properties["ignore"] = described(list_of(ignored(rules)), "findings that are taken as they are");
  properties["quotas"] = described(list_of(quota(rules)), "quotas that were raised");
  properties["weights"] = described(weights(rules), "how much each criterion counts, 1 to 1000");
  properties["only"] = described(only(rules), "the providers and regions that may be used");
  properties["policy"] =
      described(list_of(policy(rules)), "what the gate asks of which manifests; the later entry counts");
  Json schema = object(std::move(properties));
  Json& definitions = schema["$defs"] = Json::object();
  add_workload(rules, definitions);
  return schema;
}

}  // namespace placer::schema
