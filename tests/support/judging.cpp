#include "support/judging.hpp"

#include "doc/read.hpp"
#include "importers/native.hpp"

#include <placer/diagnostic.hpp>

#include <fmt/core.h>

#include <set>
#include <stdexcept>

namespace placer::test {

Workload workload(const rules::RuleSet& rules, const std::string& facts) {
  SourceMap sources;
  DiagnosticSink sink;
  std::vector<Workload> workloads;
  importers::ImportContext context{rules, sink, workloads};
  const FileId file = sources.add("w.yaml", fmt::format("{{name: w{}{}}}", facts.empty() ? "" : ", ", facts));
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    importers::read_workload(document.root(), {}, context);
  });
  std::string problems;
  for (const Diagnostic& problem : sink.sorted()) problems += render(problem, sources);
  if (!problems.empty() || workloads.size() != 1) throw std::logic_error("no workload: " + problems);
  return workloads.front();
}

Fact fact(const rules::RuleSet& rules, std::string_view name, Interval value, Origin origin) {
  Fact fact;
  fact.id = rules.find_fact(name);
  if (fact.id == no_fact) throw std::logic_error(fmt::format("no fact {}", name));
  fact.value = value;
  fact.origin = origin;
  return fact;
}

WorkloadReport judged(const rules::RuleSet& rules, const Workload& workload,
                      const engine::JudgeOptions& options) {
  engine::UsedRules used;
  return engine::judge(rules, workload, options, used);
}

WorkloadReport judged(const rules::RuleSet& rules, const std::string& facts,
                      const engine::JudgeOptions& options) {
  return judged(rules, workload(rules, facts), options);
}

const OfferingReport& offering(const WorkloadReport& report, std::string_view id) {
  for (const OfferingReport& one : report.offerings)
    if (one.id() == id) return one;
  throw std::logic_error(fmt::format("no offering {}", id));
}

std::string verdict(const WorkloadReport& report, std::string_view offering_id) {
  return std::string(to_string(offering(report, offering_id).verdict));
}

std::string outcome(const WorkloadReport& report, std::string_view offering_id, std::string_view rule) {
  for (const Finding& finding : offering(report, offering_id).findings)
    if (finding.rule == rule) return std::string(to_string(finding.outcome));
  return "none";
}

std::string recommended(const WorkloadReport& report) {
  const Recommendation& got = report.recommendation;
  if (got.platform.empty()) return std::string(to_string(got.strength));
  return fmt::format("{}/{} {}", got.platform, got.offering, to_string(got.strength));
}

std::vector<std::string> ranking(const WorkloadReport& report) {
  std::vector<std::string> ids;
  for (const OfferingReport& one : report.offerings) ids.push_back(one.id());
  return ids;
}

std::vector<std::string> asked(const WorkloadReport& report) {
  std::vector<std::string> facts;
  for (const Question& question : report.questions) facts.emplace_back(question.fact);
  return facts;
}

bool advised(const WorkloadReport& report, std::string_view rule) {
  for (const AdviceInfo& advice : report.advice)
    if (advice.rule == rule) return true;
  return false;
}

}  // namespace placer::test
