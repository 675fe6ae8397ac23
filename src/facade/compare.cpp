#include "facade/compare.hpp"

#include "engine/judge.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer {
namespace {

using rules::RuleSet;

/// The workload in the other rule set's vocabulary. Both have the same facts under the same names; their
/// indices may differ.
Workload translate(const RuleSet& from, const RuleSet& to, const Workload& workload) {
  Workload copy = workload;
  for (Fact& fact : copy.facts) fact.id = to.find_fact(from.text(from.fact(fact.id).key));
  std::erase_if(copy.facts, [](const Fact& fact) { return fact.id == no_fact; });
  return copy;
}

Verdict verdict_in(const WorkloadReport& report, const OfferingReport& offering) {
  for (const OfferingReport& other : report.offerings)
    if (other.platform == offering.platform && other.offering == offering.offering) return other.verdict;
  return Verdict::unknown;
}

/// Adds what the audit says of the claims behind one rule, each claim once.
void add_claims(const RuleSet& rules, std::string_view rule_id, std::set<std::string_view>& seen,
                std::vector<std::string>& notes) {
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rules.text(rule.id) != rule_id) continue;
    for (const rules::TextRef id : rules.rows(rule.audit))
      for (const rules::Claim& claim : rules.rows<rules::Claim>())
        if (rules.text(claim.id) == rules.text(id) && rules.text(claim.status) != "holds" &&
            seen.insert(rules.text(claim.current)).second)
          notes.push_back(fmt::format("the guide: \"{}\"; {}: {}", rules.text(claim.claim),
                                      rules.text(claim.status), rules.text(claim.current)));
  }
}

}  // namespace

std::vector<std::string> compare(const RuleSet& rules, const RuleSet& other, const Workload& workload,
                                 const WorkloadReport& report, bool strict) {
  engine::UsedRules used;
  engine::JudgeOptions options;
  options.strict = strict;
  const WorkloadReport today = engine::judge(other, translate(rules, other, workload), options, used);
  const std::string then = report.recommendation.id(), now = today.recommendation.id();
  std::vector<std::string> notes{fmt::format("rule set {} of {} recommends {}{}", other.name(), other.date(),
                                             now.empty() ? "nothing" : now, then == now ? " too" : "")};
  std::set<std::string_view> seen;
  for (const OfferingReport& offering : report.offerings) {
    if (offering.verdict != Verdict::does_not_fit || verdict_in(today, offering) == Verdict::does_not_fit)
      continue;
    for (const Finding& finding : offering.findings)
      if (finding.outcome == Outcome::fail) add_claims(rules, finding.rule, seen, notes);
  }
  // Where the platform of today's answer is rejected as a whole, the reason may be an offering that the guide
  // does not have.
  if (then != now && notes.size() == 1)
    for (const OfferingReport& offering : report.offerings)
      if (offering.platform == today.recommendation.platform)
        for (const Finding& finding : offering.findings)
          if (finding.outcome == Outcome::fail) add_claims(rules, finding.rule, seen, notes);
  if (then != now && notes.size() == 1 && !now.empty() && rules.find_offering(now) < 0)
    notes.push_back(fmt::format("the guide knows no {}", now));
  else if (then != now && notes.size() == 1)
    notes.emplace_back(
        "no limit decides: today's rules weigh cost, scaling and more, the guide only what there is to run "
        "and "
        "how cold a start is");
  return notes;
}

}  // namespace placer
