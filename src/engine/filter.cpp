// Judges rules. A rule without derived facts has one outcome for all its offerings and is evaluated once; the
// others are evaluated for each offering, after its properties and derived facts were worked out.
#include "engine/alternatives.hpp"
#include "engine/placement.hpp"
#include "rules/agenda.hpp"
#include "rules/describe.hpp"
#include "rules/domain.hpp"
#include "rules/terms.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Hardness;
using rules::Op;
using rules::Role;
using rules::Rule;
using rules::RuleKind;
using rules::RuleResult;
using rules::RuleSet;
using rules::Truth;
using rules::Wide;

/// The facts of an upper bound that the manifest's own platform filled in. They may keep a workload from
/// being certain elsewhere, but not reject it: a Lambda function without a timeout does not need its 3 s.
FactSet defaults_behind(const RuleSet& rules, const Rule& rule, const Situation& situation) {
  const auto nodes = rules.rows(rule.require);
  if (nodes.size() != 1 || nodes[0].op != Op::at_most) return {};
  return rule.facts & situation.platform_defaults();
}

void note_headroom(const RuleSet& rules, const Rule& rule, const RuleResult& result,
                   const Situation& situation, Placement& placement) {
  const auto nodes = rules.rows(rule.require);
  if (rule.kind != RuleKind::limit || result.applies == Truth::no || nodes.size() != 1 ||
      nodes[0].op != Op::at_most || nodes[0].bound <= 0)
    return;
  const rules::FactRow& fact = rules.fact(nodes[0].fact);
  // Room under a limit of one port or one GPU means nothing.
  if (fact.unit == Unit::count) return;
  const rules::Slot& slot = situation.slots()[nodes[0].fact];
  // Nor does room under what is presumed, or under a sum with a presumed part, as memory with the files in
  // it.
  if (slot.presumed) return;
  const auto left = [&](std::int64_t needed) -> std::int64_t {
    if (needed >= nodes[0].bound) return 0;
    return static_cast<std::int64_t>(Wide{nodes[0].bound - needed} * 1'000'000 / nodes[0].bound);
  };
  const std::int64_t low = left(slot.value.high);
  // A limit that may not apply leaves as much room as without it.
  const std::int64_t high = result.applies == Truth::yes ? left(slot.value.low) : 1'000'000;
  const bool tells = low < placement.headroom_low || high < placement.headroom_high || !slot.value.is_point();
  if (!tells) return;
  if (fact.kind == rules::FactKind::derived) {
    const auto parts = facts_behind(rules, nodes[0].fact, placement.offering);
    if (std::any_of(parts.begin(), parts.end(), [&](FactId id) { return situation.slots()[id].presumed; }))
      return;
  }
  placement.headroom_low = std::min(placement.headroom_low, low);
  placement.headroom_high = std::min(placement.headroom_high, high);
  if (!slot.value.is_point()) placement.headroom_needs |= slot.needs;
}

/// A setting is judged as it was written: only where it certainly applies and somebody wrote it.
bool is_set(const RuleSet& rules, const Rule& rule, const RuleResult& result, const Situation& situation) {
  if (result.applies != Truth::yes || result.holds == Truth::unknown) return false;
  for (const auto nodes : {rules.rows(rule.when), rules.rows(rule.require)})
    for (const rules::Node& node : nodes)
      if (is_leaf(node) && situation.stated(node.fact) == nullptr) return false;
  return true;
}

/// Whether a limit is certainly held against something that the manifest says.
bool is_applied(const RuleSet& rules, const Rule& rule, const RuleResult& result,
                const Situation& situation) {
  const auto nodes = rules.rows(rule.require);
  if (rule.kind != RuleKind::limit || result.applies != Truth::yes || result.holds == Truth::unknown ||
      nodes.size() != 1 || (nodes[0].op != Op::at_most && nodes[0].op != Op::at_least))
    return false;
  if (rules.fact(nodes[0].fact).kind == rules::FactKind::vocabulary)
    return situation.in_file().contains(nodes[0].fact);
  return !(rule.facts & situation.in_file()).empty();
}

/// Advice on a default ("30 s unless set") is none where the manifest of that very place sets it.
bool is_set_already(const RuleSet& rules, const Rule& rule, const Situation& situation,
                    const Placement& placement) {
  const auto nodes = rules.rows(rule.require);
  if (rule.hardness != Hardness::configurable || !placement.target || !situation.foreign() ||
      nodes.size() != 1)
    return false;
  const Fact* fact = situation.stated(nodes[0].fact);
  return fact != nullptr && fact->origin == Origin::stated;
}

void record(const RuleSet& rules, std::uint32_t index, const RuleResult& result, const Situation& situation,
            Placement& placement, bool keep_passes) {
  const Rule& rule = rules.rows<Rule>()[index];
  if (rule.role == Role::setting && (!placement.target || !is_set(rules, rule, result, situation))) return;
  const bool is_own_setting = rule.role == Role::need && placement.target && situation.foreign();
  if (rule.role == Role::advice || is_own_setting) {
    if (result.holds == Truth::no && !is_set_already(rules, rule, situation, placement))
      placement.advice.push_back({index, Outcome::fail, {}, nullptr});
    return;
  }
  note_headroom(rules, rule, result, situation, placement);
  if (is_applied(rules, rule, result, situation)) ++placement.applied;
  if (result.holds == Truth::yes) {
    if (result.applies != Truth::no) ++placement.passed;
    if (keep_passes && result.applies == Truth::yes)
      placement.findings.push_back({index, Outcome::pass, {}, nullptr});
    return;
  }
  const bool fails = result.holds == Truth::no && rule.hardness != Hardness::unpublished;
  Verdictlet finding{index, fails ? Outcome::fail : Outcome::unknown, result.needs, nullptr};
  if (finding.outcome == Outcome::fail && !placement.target)
    if (const FactSet defaults = defaults_behind(rules, rule, situation); !defaults.empty()) {
      finding.outcome = Outcome::unknown;
      finding.needs |= defaults;
    }
  placement.findings.push_back(finding);
}

/// What the importer found wrong, or worth a word, in the settings of the offering that the manifest is
/// written for, or of its platform. What the format itself refuses is wrong for every offering.
void record_violations(const RuleSet& rules, const Situation& situation, bool as_deployed,
                       std::vector<Placement>& placements) {
  if (situation.violations().empty()) return;
  const auto offerings = rules.rows<rules::Offering>();
  const int target = situation.target(rules);
  const auto is_deployed_to = [&](const Placement& placement) {
    return placement.target ||
           (as_deployed && target >= 0 &&
            offerings[placement.offering].platform == offerings[static_cast<std::size_t>(target)].platform);
  };
  for (const Violation& violation : situation.violations()) {
    const Rule* check = rules.find_rule(violation.rule);
    if (check == nullptr || check->kind != RuleKind::check) continue;
    const auto index = static_cast<std::uint32_t>(check - rules.rows<Rule>().data());
    for (Placement& placement : placements)
      if ((is_deployed_to(placement) || rules::is_of_format(*check)) &&
          (check->offerings >> placement.offering & 1U) != 0)
        (check->role == Role::advice ? placement.advice : placement.findings)
            .push_back({index, Outcome::fail, {}, &violation});
  }
}

/// Advice applies where its condition certainly holds: seen as a rule, it is one that then fails.
RuleResult judge(const RuleSet& rules, const Rule& rule, const Situation& situation) {
  if (rule.kind != RuleKind::advice) return evaluate(rules, rule, situation.slots());
  RuleResult result;
  result.applies = evaluate(rules, rules.rows(rule.when), situation.slots()).truth;
  result.holds = result.applies == Truth::yes ? Truth::no : Truth::yes;
  return result;
}

}  // namespace

void filter(const RuleSet& rules, Situation& situation, std::vector<Placement>& placements, bool keep_passes,
            bool as_deployed) {
  const auto all = rules.rows<Rule>();
  rules::OfferingMask asked = 0;
  derive(rules, 0, situation.slots(), rules::DerivedStage::shared);
  for (Placement& placement : placements) {
    asked |= rules::OfferingMask{1} << placement.offering;
    placement.headroom_low = placement.headroom_high = 1'000'000;
    situation.enter_regions(rules, placement.offering);
    placement.slots = situation.slots();
    const On on(situation, placement);
    set_properties(rules, placement.offering, situation.slots());
    derive(rules, placement.offering, situation.slots(), rules::DerivedStage::own);
    // Of many hundred rules few differ between offerings.
    for (const std::uint32_t i : rules.rows(rules::agenda(rules, placement.offering).rules))
      record(rules, i, judge(rules, all[i], situation), situation, placement, keep_passes);
  }
  situation.leave_regions(rules);
  for (const std::uint32_t i : rules.rows(rules::shared_agenda(rules).rules)) {
    if ((all[i].offerings & asked) == 0) continue;
    const RuleResult result = judge(rules, all[i], situation);
    if (result.applies == Truth::no) continue;
    for (Placement& placement : placements)
      if ((all[i].offerings >> placement.offering & 1U) != 0)
        record(rules, i, result, situation, placement, keep_passes);
  }
  rule_out(rules, situation, placements);
  try_alternatives(rules, situation, placements);
  record_violations(rules, situation, as_deployed, placements);
}

void decide(const RuleSet& rules, Placement& placement) {
  bool failed = placement.sizing.outcome == Outcome::fail;
  bool changes = false;
  bool open = placement.sizing.outcome == Outcome::unknown;
  for (const Verdictlet& finding : placement.findings) {
    if (finding.outcome == Outcome::unknown) open = true;
    if (finding.outcome != Outcome::fail) continue;
    if (rules.rows<Rule>()[finding.rule].hardness == Hardness::hard)
      failed = true;
    else
      changes = true;
  }
  placement.verdict = failed    ? Verdict::does_not_fit
                      : open    ? Verdict::unknown
                      : changes ? Verdict::fits_with_changes
                                : Verdict::fits;
}

}  // namespace placer::engine
