// The difference for scripts (docs/OUTPUT.md describes it).
#include "report/difference.hpp"
#include "report/json_tree.hpp"
#include "report/json_values.hpp"

namespace placer::report {
namespace {

constexpr int schema_version = 1;

Json room_tree(const Headroom* room) {
  if (room == nullptr) return nullptr;
  Json tree = Json::object();
  tree["value"] = amount_tree(room->value);
  tree["limit"] = amount_tree(room->limit);
  tree["used"] = share_of_one(room->used);
  return tree;
}

Json annotation_tree(const Annotation& annotation, const SourceMap& sources) {
  Json tree = Json::object();
  tree["severity"] = to_string(annotation.severity);
  tree["rule"] = annotation.rule;
  tree["offering"] = text_or_null(annotation.offering);
  tree["message"] = annotation.message;
  tree["places"] = locations(annotation.places, sources);
  return tree;
}

Json annotations(const std::vector<const Annotation*>& list, const Side& side) {
  Json trees = Json::array();
  for (const Annotation* annotation : list) trees.push_back(annotation_tree(*annotation, side.sources));
  return trees;
}

Json seen_tree(const Seen& seen, const Side& side) {
  if (seen.workload == nullptr) return nullptr;
  const Recommendation& chosen = seen.workload->recommendation;
  Json tree = Json::object();
  tree["source"] = location(seen.workload->where, side.sources);
  tree["path"] = text_or_null(std::string(side.path_of(*seen.workload)));
  tree["standing"] = words(seen.standing);
  tree["verdict"] = to_string(seen.verdict);
  tree["against"] = seen.against;
  tree["offering"] = text_or_null(seen.offering == nullptr ? std::string() : seen.offering->id());
  Json& recommended = tree["recommendation"] = Json::object();
  recommended["platform"] = text_or_null(chosen.platform);
  recommended["offering"] = text_or_null(chosen.offering);
  recommended["strength"] = to_string(chosen.strength);
  recommended["score"] = score_tree(chosen.score);
  return tree;
}

Json rules_tree(const RuleSetInfo& rules) {
  Json tree = Json::object();
  tree["name"] = rules.name;
  tree["date"] = rules.date;
  tree["digest"] = rules.digest;
  return tree;
}

}  // namespace

std::string difference_json(const Difference& difference, const Side& before, const Side& after) {
  Json tree = Json::object();
  tree["schema_version"] = schema_version;
  tree["rule_set"]["before"] = rules_tree(before.report.rule_set);
  tree["rule_set"]["after"] = rules_tree(after.report.rule_set);
  Json& summary = tree["summary"] = Json::object();
  for (const Trend trend : {Trend::worse, Trend::better, Trend::other, Trend::added, Trend::gone})
    summary[std::string(to_string(trend))] = difference.count(trend);
  summary["unchanged"] = difference.unchanged;
  summary["broken_files"]["before"] = before.report.broken_files;
  summary["broken_files"]["after"] = after.report.broken_files;
  Json& list = tree["workloads"] = Json::array();
  for (const WorkloadDifference& one : difference.workloads) {
    Json entry = Json::object();
    entry["name"] = one.workload().exact_name();
    entry["trend"] = to_string(one.trend);
    entry["before"] = seen_tree(one.before, before);
    entry["after"] = seen_tree(one.after, after);
    Json& room = entry["headroom"] = Json::array();
    for (const RoomChange& change : one.room) {
      Json fact = Json::object();
      fact["fact"] = change.fact;
      fact["before"] = room_tree(change.before);
      fact["after"] = room_tree(change.after);
      room.push_back(std::move(fact));
    }
    entry["appeared"] = annotations(one.appeared, after);
    entry["mended"] = annotations(one.mended, before);
    entry["ignored"] = annotations(one.ignored, before);
    entry["muted"] = annotations(one.muted, after);
    list.push_back(std::move(entry));
  }
  return json_text(tree, 2) + "\n";
}

}  // namespace placer::report
