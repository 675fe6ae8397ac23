// Only rules of the choice itself are asked: what they say does not depend on the offering's derived facts.
#include "engine/alternatives.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Rule;
using rules::RuleSet;
using rules::Slot;
using rules::Truth;

bool is_open(const RuleSet& rules, const Verdictlet& finding, FactId fact) {
  const Rule& rule = rules.rows<Rule>()[finding.rule];
  return finding.outcome == Outcome::unknown && finding.needs.contains(fact) && !rule.per_offering &&
         rule.kind != rules::RuleKind::size && rule.hardness == rules::Hardness::hard;
}

/// The open finding that fails for what the slots say now.
Verdictlet* failing(const RuleSet& rules, const std::vector<Slot>& slots, FactId fact, Placement& placement) {
  const auto found =
      std::find_if(placement.findings.begin(), placement.findings.end(), [&](const Verdictlet& finding) {
        return is_open(rules, finding, fact) &&
               evaluate(rules, rules.rows<Rule>()[finding.rule], slots).holds == Truth::no;
      });
  return found == placement.findings.end() ? nullptr : &*found;
}

/// The finding that rules out the first name, where each of them is ruled out.
Verdictlet* fails_all(const RuleSet& rules, std::vector<Slot>& slots, const Narrowed& narrowed,
                      Placement& placement) {
  Verdictlet* first = nullptr;
  for (std::int64_t left = narrowed.among; left != 0; left &= left - 1) {
    const std::int64_t name = left & -left;
    slots[narrowed.fact].value = {name, name};
    slots[narrowed.fact].known = true;
    Verdictlet* finding = failing(rules, slots, narrowed.fact, placement);
    if (finding == nullptr) return nullptr;
    if (first == nullptr) first = finding;
  }
  return first;
}

}  // namespace

void rule_out(const RuleSet& rules, Situation& situation, std::vector<Placement>& placements) {
  std::vector<Slot>& slots = situation.slots();
  for (const Narrowed& narrowed : situation.narrowed()) {
    const FactId fact = narrowed.fact;
    const Slot open = slots[fact];
    if (open.known) continue;
    for (Placement& placement : placements) {
      Verdictlet* finding = fails_all(rules, slots, narrowed, placement);
      if (finding == nullptr) continue;
      finding->outcome = Outcome::fail;
      finding->needs = {};
      std::erase_if(placement.findings, [&](const Verdictlet& one) {
        return is_open(rules, one, fact) && one.needs.size() == 1;
      });
    }
    slots[fact] = open;
  }
}

}  // namespace placer::engine
