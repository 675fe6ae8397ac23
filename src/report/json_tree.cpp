// Every key is always there; what there is nothing to say about is null. The one exception is `high`, which
// only intervals have, since its null means that there is no upper end. Values are assigned, never put in
// braces: those make lists.
#include "report/json_tree.hpp"

#include "report/json_cost.hpp"
#include "report/json_offering.hpp"
#include "report/json_values.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

constexpr int schema_version = 1;

/// The numbers of a list of numbers; nothing for other lists.
std::optional<std::vector<std::int64_t>> numbers_of(const FactReport& fact) {
  const std::size_t size = fact.items.size();
  if (!fact.amount.interval || size == 0 || fact.amount.interval->low != static_cast<std::int64_t>(size))
    return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (const std::string& item : fact.items) {
    const char* end = item.data() + item.size();
    const auto read = std::from_chars(item.data(), end, numbers.emplace_back());
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  }
  return numbers;
}

void put_fact_value(const FactReport& fact, Json& tree) {
  Amount amount = fact.amount;
  Json names = nullptr;
  if (fact.origin == Origin::unresolved) {
    amount.interval.reset();
  } else if (const auto numbers = numbers_of(fact)) {
    names = *numbers;
  } else if (fact.items.size() == 1) {
    names = fact.items.front();
  } else if (!fact.items.empty() || !amount.interval) {
    names = list_of(fact.items);
  }
  // Of a list, the interval says at most how long it is.
  if (!names.is_null()) amount.interval.reset();
  if (!amount.interval) amount.unit = {};
  put_amount(amount, std::move(names), tree);
}

Json facts_tree(const std::vector<FactReport>& facts, const SourceMap& sources) {
  Json tree = Json::object();
  for (const FactReport& fact : facts) {
    Json& entry = tree[std::string(fact.fact)] = Json::object();
    put_fact_value(fact, entry);
    if (!fact.cards.empty()) entry["cards"] = fact.cards;
    entry["origin"] = to_string(fact.origin);
    entry["note"] = text_or_null(fact.note);
    entry["source"] = location(fact.where, sources);
  }
  return tree;
}

Json presumed_tree(const PresumedFact& fact) {
  Json tree = Json::object();
  tree["fact"] = fact.fact;
  put_amount(fact.amount, fact.amount.text, tree);
  tree["summary"] = text_or_null(fact.text);
  return tree;
}

Json narrowed_list(const WorkloadReport& workload) {
  Json list = Json::array();
  for (const NarrowedFact& fact : workload.narrowed) {
    Json tree = Json::object();
    tree["fact"] = fact.fact;
    tree["among"] = list_of(fact.among);
    tree["note"] = text_or_null(fact.note);
    list.push_back(std::move(tree));
  }
  return list;
}

Json presumed_list(const WorkloadReport& workload) {
  Json list = Json::array();
  for (const PresumedFact& fact : workload.presumed) list.push_back(presumed_tree(fact));
  return list;
}

Json robustness_tree(const std::optional<Robustness>& robustness) {
  if (!robustness) return nullptr;
  Json tree = Json::object();
  tree["share"] = share_of_one(robustness->share);
  Json& flip = tree["flips_on"] = nullptr;
  if (robustness->flips_on) {
    flip["criterion"] = robustness->flips_on->criterion;
    flip["factor"] = share_of_one(robustness->flips_on->factor);
    flip["to"] = robustness->flips_on->to;
  }
  return tree;
}

Json recommendation_tree(const Recommendation& recommendation) {
  Json tree = Json::object();
  tree["platform"] = text_or_null(recommendation.platform);
  tree["offering"] = text_or_null(recommendation.offering);
  tree["strength"] = to_string(recommendation.strength);
  tree["score"] = score_tree(recommendation.score);
  if (recommendation.platform.empty()) tree["score"]["low"] = tree["score"]["high"] = nullptr;
  tree["fallback"] = text_or_null(recommendation.fallback);
  tree["reasons"] = list_of(recommendation.reasons);
  tree["robustness"] = robustness_tree(recommendation.robustness);
  return tree;
}

Json question_tree(const Question& question, const SourceMap& sources) {
  Json tree = Json::object();
  tree["fact"] = question.fact;
  tree["how"] = question.how;
  tree["summary"] = question.summary;
  tree["decides"] = list_of(question.decides);
  tree["settles"]["verdicts"] = question.settles.verdicts;
  tree["settles"]["ranking"] = share_of_one(question.settles.ranking);
  Json& turns = tree["turns"] = Json::array();
  for (const Turn& turn : question.turns) {
    Json entry = Json::object();
    entry["above"] = turn.above ? amount_tree(*turn.above) : Json(nullptr);
    entry["to"] = text_or_null(turn.to);
    entry["up_to"] = turn.up_to ? amount_tree(*turn.up_to) : Json(nullptr);
    turns.push_back(std::move(entry));
  }
  tree["source"] = location(question.where, sources);
  tree["note"] = text_or_null(question.note);
  return tree;
}

Json advice_tree(const AdviceInfo& advice, const SourceMap& sources) {
  Json tree = Json::object();
  tree["rule"] = advice.rule;
  tree["message"] = advice.message;
  tree["offerings"] = list_of(advice.offerings);
  tree["places"] = locations(advice.places, sources);
  tree["suppression"] = suppression_tree(advice.suppression);
  return tree;
}

Json source_tree(const SourceInfo& source) {
  Json tree = Json::object();
  tree["url"] = text_or_null(source.url);
  tree["title"] = text_or_null(source.title);
  tree["as_of"] = text_or_null(source.as_of);
  tree["checked"] = text_or_null(source.checked);
  tree["basis"] = text_or_null(source.basis);
  tree["confidence"] = text_or_null(source.confidence);
  return tree;
}

Json diagnostic_tree(const Diagnostic& diagnostic, const SourceMap& sources) {
  Json tree = Json::object();
  tree["severity"] = to_string(diagnostic.severity);
  tree["code"] = diagnostic.code;
  tree["message"] = diagnostic.message;
  tree["source"] = location(diagnostic.where, sources);
  tree["help"] = text_or_null(diagnostic.help);
  Json& related = tree["related"] = Json::array();
  for (const Related& other : diagnostic.related) {
    Json entry = Json::object();
    entry["message"] = other.message;
    entry["source"] = location(other.where, sources);
    related.push_back(std::move(entry));
  }
  return tree;
}

Json diagnostics_list(const Report& report, const SourceMap& sources) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : report.diagnostics)
    list.push_back(diagnostic_tree(diagnostic, sources));
  return list;
}

Json skipped_list(const Report& report, const SourceMap& sources) {
  Json list = Json::array();
  for (const std::vector<Skipped>* all : {&report.skipped_files, &report.skipped_objects})
    for (const Skipped& one : *all) {
      Json entry = Json::object();
      entry["kind"] = one.kind;
      entry["name"] = text_or_null(one.name);
      entry["source"] = location(one.where, sources);
      list.push_back(std::move(entry));
    }
  return list;
}

/// Of what was not read there is no more than a name.
Json names_list(const std::vector<Skipped>& all) {
  Json list = Json::array();
  for (const Skipped& one : all) {
    Json entry = Json::object();
    entry["kind"] = one.kind;
    entry["name"] = one.name;
    list.push_back(std::move(entry));
  }
  return list;
}

Json summary_tree(const Report& report, const SourceMap& sources) {
  Json tree = Json::object();
  tree["files"] = report.files;
  tree["broken_files"] = report.broken_files;
  tree["ignored_files"] = report.ignored_files;
  tree["hidden_paths"] = report.hidden_paths;
  tree["skipped_files"] = report.skipped_files.size();
  tree["skipped_objects"] = report.skipped_objects.size();
  tree["workloads"] = report.workloads.size();
  tree["dropped_diagnostics"] = report.dropped_diagnostics;
  tree["skipped"] = skipped_list(report, sources);
  tree["excluded"] = names_list(report.excluded);
  tree["ignored"] = names_list(report.ignored);
  return tree;
}

Json annotation_tree(const Report& report, const Annotation& annotation, const SourceMap& sources) {
  Json tree = Json::object();
  tree["severity"] = to_string(annotation.severity);
  tree["workload"] = annotation.workload;
  tree["name"] = report.workloads[annotation.workload].exact_name();
  tree["offering"] = text_or_null(annotation.offering);
  tree["rule"] = annotation.rule;
  tree["message"] = annotation.message;
  tree["help"] = text_or_null(annotation.help);
  tree["places"] = locations(annotation.places, sources);
  tree["suppression"] = suppression_tree(annotation.suppression);
  return tree;
}

Json suppressions_list(const Report& report, const SourceMap& sources) {
  Json list = Json::array();
  for (const Suppression& one : report.suppressions) {
    Json entry = Json::object();
    entry["rule"] = one.rule;
    entry["because"] = one.because;
    entry["until"] = text_or_null(one.until);
    entry["from"] = to_string(one.from);
    entry["hits"] = one.hits;
    entry["source"] = location(one.where, sources);
    list.push_back(std::move(entry));
  }
  return list;
}

Json gate_tree(const Report& report, const SourceMap& sources) {
  if (!report.gate) return nullptr;
  Json tree = Json::object();
  tree["passed"] = report.gate->passed;
  tree["stale_rules"] = list_of(report.gate->stale_rules);
  tree["elsewhere"] = report.gate->elsewhere;
  Json& entries = tree["entries"] = Json::array();
  for (const GateEntry& entry : report.gate->entries) {
    Json one = Json::object();
    one["workload"] = entry.workload;
    one["name"] = report.workloads[entry.workload].exact_name();
    one["against"] = entry.against;
    one["verdict"] = to_string(entry.verdict);
    one["passed"] = entry.passed;
    one["refused"] = entry.refused;
    one["offering"] = text_or_null(entry.offering);
    one["limits"] = entry.limits;
    entries.push_back(std::move(one));
  }
  Json& annotations = tree["annotations"] = Json::array();
  for (const Annotation& annotation : report.annotations)
    annotations.push_back(annotation_tree(report, annotation, sources));
  Json& suppressed = tree["suppressed"] = Json::array();
  for (const Annotation& annotation : report.suppressed)
    suppressed.push_back(annotation_tree(report, annotation, sources));
  return tree;
}

}  // namespace

Json head_tree(const Report& report, const SourceMap& sources) {
  Json tree = Json::object();
  tree["schema_version"] = schema_version;
  Json& rules = tree["rule_set"] = Json::object();
  rules["name"] = report.rule_set.name;
  rules["title"] = text_or_null(report.rule_set.title);
  rules["date"] = report.rule_set.date;
  rules["digest"] = report.rule_set.digest;
  rules["own"] = text_or_null(report.rule_set.own);
  tree["summary"] = summary_tree(report, sources);
  tree["gate"] = gate_tree(report, sources);
  tree["suppressions"] = suppressions_list(report, sources);
  return tree;
}

Json facts_head_tree(const Report& report, const SourceMap& sources) {
  Json tree = Json::object();
  tree["schema_version"] = schema_version;
  tree["summary"] = summary_tree(report, sources);
  return tree;
}

Json facts_workload_tree(const WorkloadReport& workload, const SourceMap& sources) {
  Json tree = Json::object();
  tree["name"] = workload.exact_name();
  tree["source"] = location(workload.where, sources);
  tree["target"] = text_or_null(workload.target);
  tree["facts"] = facts_tree(workload.facts, sources);
  tree["narrowed"] = narrowed_list(workload);
  tree["presumed"] = presumed_list(workload);
  return tree;
}

Json facts_tail_tree(const Report& report, const SourceMap& sources) {
  Json tree = Json::object();
  tree["diagnostics"] = diagnostics_list(report, sources);
  return tree;
}

Json workload_tree(const WorkloadReport& workload, const SourceMap& sources) {
  Json tree = Json::object();
  tree["name"] = workload.exact_name();
  tree["source"] = location(workload.where, sources);
  tree["target"] = text_or_null(workload.target);
  tree["recommendation"] = recommendation_tree(workload.recommendation);
  tree["facts"] = facts_tree(workload.facts, sources);
  tree["narrowed"] = narrowed_list(workload);
  tree["presumed"] = presumed_list(workload);
  Json& offerings = tree["offerings"] = Json::array();
  for (const OfferingReport& offering : workload.offerings)
    offerings.push_back(offering_tree(offering, sources));
  Json& questions = tree["questions"] = Json::array();
  for (const Question& question : workload.questions) questions.push_back(question_tree(question, sources));
  Json& advice = tree["advice"] = Json::array();
  for (const AdviceInfo& one : workload.advice) advice.push_back(advice_tree(one, sources));
  tree["moved"] = text_or_null(workload.moved);
  tree["curve"] = curve_tree(workload.curve);
  tree["notes"] = list_of(workload.notes);
  return tree;
}

Json rule_tree(const RuleInfo& rule) {
  Json tree = Json::object();
  tree["kind"] = rule.kind;
  tree["hardness"] = text_or_null(rule.hardness);
  tree["message"] = rule.message;
  tree["remedy"] = text_or_null(rule.remedy);
  tree["note"] = text_or_null(rule.note);
  Json& quota = tree["quota"] = nullptr;
  if (!rule.quota.name.empty() || !rule.quota.code.empty()) {
    quota["name"] = text_or_null(rule.quota.name);
    quota["code"] = text_or_null(rule.quota.code);
  }
  tree["defined"]["file"] = rule.file;
  tree["defined"]["line"] = rule.line;
  tree["source"] = source_tree(rule.source);
  return tree;
}

Json tail_tree(const Report& report, const SourceMap& sources) {
  Json tree = Json::object();
  Json& rules = tree["rules"] = Json::object();
  for (const RuleInfo& rule : report.rules) rules[std::string(rule.id)] = rule_tree(rule);
  tree["diagnostics"] = diagnostics_list(report, sources);
  return tree;
}

void append_indented(std::string_view printed, std::size_t indent, std::string& out) {
  while (!printed.empty()) {
    const std::size_t line = std::min(printed.find('\n'), printed.size() - 1) + 1;
    out.append(indent, ' ');
    out += printed.substr(0, line);
    printed.remove_prefix(line);
  }
}

}  // namespace placer::report
