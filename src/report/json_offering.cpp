#include "report/json_offering.hpp"

#include "report/json_cost.hpp"
#include "report/json_values.hpp"

#include <optional>
#include <utility>

namespace placer::report {
namespace {

Json size_tree(const std::optional<SizeInfo>& size) {
  if (!size) return nullptr;
  Json tree = Json::object();
  tree["name"] = text_or_null(size->name);
  tree["cpu"] = size->cpu == 0 ? Json(nullptr) : quantity_tree(size->cpu, Unit::vcpu);
  tree["memory"] = size->memory == 0 ? Json(nullptr) : quantity_tree(size->memory, Unit::bytes);
  tree["gpu"] = text_or_null(size->gpu);
  tree["gpu_count"] = size->gpu_count;
  tree["text"] = size->text;
  return tree;
}

Json criterion_tree(const CriterionScore& criterion) {
  Json tree = Json::object();
  tree["id"] = criterion.id;
  tree["title"] = criterion.title;
  tree["weight"] = criterion.weight % 2 == 0 ? Json(criterion.weight / 2) : Json(criterion.weight / 2.0);
  tree["score"] = score_tree(criterion.score);
  tree["input"] = amount_tree(criterion.input);
  tree["reason"] = text_or_null(criterion.reason);
  return tree;
}

Json finding_tree(const Finding& finding, const SourceMap& sources) {
  Json tree = Json::object();
  tree["rule"] = finding.rule;
  tree["outcome"] = to_string(finding.outcome);
  tree["hardness"] = finding.hardness;
  tree["message"] = finding.message;
  tree["needed"] = amount_tree(finding.needed);
  tree["allowed"] = amount_tree(finding.allowed);
  tree["margin"] = number_or_null(finding.margin);
  tree["used_ppm"] = number_or_null(finding.used);
  tree["places"] = locations(finding.places, sources);
  tree["missing"] = list_of(finding.missing);
  tree["suppression"] = suppression_tree(finding.suppression);
  return tree;
}

Json change_tree(const Change& change, const SourceMap& sources) {
  Json tree = Json::object();
  Json& facts = tree["facts"] = Json::array();
  for (const FactChange& one : change.facts) {
    Json entry = Json::object();
    entry["fact"] = one.fact;
    entry["from"] = amount_tree(one.from);
    entry["to"] = amount_tree(one.to);
    entry["one_of"] = list_of(one.names);
    entry["source"] = location(one.where, sources);
    facts.push_back(std::move(entry));
  }
  tree["raise"] = list_of(change.raise);
  tree["mend"] = list_of(change.mend);
  tree["open"] = list_of(change.open);
  tree["verdict"] = to_string(change.verdict);
  tree["verified"] = change.verified;
  return tree;
}

Json headroom_tree(const Headroom& headroom, const SourceMap& sources) {
  Json tree = Json::object();
  tree["fact"] = headroom.fact;
  tree["value"] = amount_tree(headroom.value);
  tree["limit"] = amount_tree(headroom.limit);
  tree["used"] = share_of_one(headroom.used);
  tree["source"] = location(headroom.where, sources);
  return tree;
}

}  // namespace

Json offering_tree(const OfferingReport& offering, const SourceMap& sources) {
  Json tree = Json::object();
  tree["platform"] = offering.platform;
  tree["offering"] = offering.offering;
  tree["platform_name"] = offering.platform_name;
  tree["offering_name"] = offering.offering_name;
  tree["status"] = offering.status;
  tree["verdict"] = to_string(offering.verdict);
  tree["score"] = score_tree(offering.score);
  tree["size"] = size_tree(offering.size);
  tree["cost"] = cost_tree(offering.cost);
  tree["trigger_path"] = text_or_null(offering.trigger_path);
  tree["passed"] = offering.passed;
  Json& criteria = tree["criteria"] = Json::array();
  for (const CriterionScore& criterion : offering.criteria) criteria.push_back(criterion_tree(criterion));
  Json& findings = tree["findings"] = Json::array();
  for (const Finding& finding : offering.findings) findings.push_back(finding_tree(finding, sources));
  Json& changes = tree["changes"] = Json::array();
  for (const Change& change : offering.changes) changes.push_back(change_tree(change, sources));
  Json& headroom = tree["headroom"] = Json::array();
  for (const Headroom& one : offering.headroom) headroom.push_back(headroom_tree(one, sources));
  return tree;
}

}  // namespace placer::report
