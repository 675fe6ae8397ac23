// Only rules of the choice itself are asked: what they say does not depend on the offering's derived facts.
#include "engine/alternatives.hpp"

#include "rules/agenda.hpp"

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

/// The finding that rules out the last name, where each of them is ruled out: work that nothing starts,
/// before which kinds of requests stand.
Verdictlet* fails_all(const RuleSet& rules, std::vector<Slot>& slots, const Narrowed& narrowed,
                      Placement& placement) {
  Verdictlet* last = nullptr;
  for (std::int64_t left = narrowed.among; left != 0; left &= left - 1) {
    const std::int64_t name = left & -left;
    slots[narrowed.fact].value = {name, name};
    slots[narrowed.fact].known = true;
    last = failing(rules, slots, narrowed.fact, placement);
    if (last == nullptr) return nullptr;
  }
  return last;
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

namespace {

/// What a rule says of each alternative, as sets of them.
struct Opinion {
  std::uint32_t rule = 0;
  std::int64_t unknown = 0, fails = 0;
  bool any() const { return (unknown | fails) != 0; }
};

bool looks_at(const RuleSet& rules, const Rule& rule, FactId fact) {
  const auto in = [&](rules::Range<rules::Node> nodes) {
    const auto range = rules.rows(nodes);
    return std::any_of(range.begin(), range.end(),
                       [&](const rules::Node& node) { return is_leaf(node) && node.fact == fact; });
  };
  return in(rule.when) || in(rule.require);
}

Opinion opinion_of(const RuleSet& rules, std::uint32_t index, FactId fact, std::int64_t alternatives,
                   std::vector<Slot>& slots) {
  const Rule& rule = rules.rows<Rule>()[index];
  Opinion opinion{index, 0, 0};
  const Slot kept = slots[fact];
  slots[fact] = Slot();
  // Most rules speak of something else altogether.
  if (evaluate(rules, rule, slots).holds != Truth::yes) {
    slots[fact] = kept;
    for (std::int64_t left = alternatives; left != 0; left &= left - 1) {
      const std::int64_t one = left & -left;
      slots[fact].value = {one, one};
      const Truth holds = evaluate(rules, rule, slots).holds;
      if (holds == Truth::no && rule.hardness != rules::Hardness::unpublished)
        opinion.fails |= one;
      else if (holds != Truth::yes)
        opinion.unknown |= one;
    }
  }
  slots[fact] = kept;
  return opinion;
}

/// The worse the later.
enum class Rank : std::uint8_t { passes, fails_softly, open, fails };

Rank rank_of(const RuleSet& rules, const Opinion& opinion, std::int64_t alternative) {
  if ((opinion.fails & alternative) != 0)
    return rules.rows<Rule>()[opinion.rule].hardness == rules::Hardness::hard ? Rank::fails
                                                                              : Rank::fails_softly;
  return (opinion.unknown & alternative) != 0 ? Rank::open : Rank::passes;
}

void add_finding(const RuleSet& rules, FactId fact, std::int64_t alternative, const Opinion& opinion,
                 Placement& placement) {
  const auto same = [&](const Verdictlet& finding) { return finding.rule == opinion.rule; };
  if (std::any_of(placement.findings.begin(), placement.findings.end(), same)) return;
  Verdictlet finding{opinion.rule, Outcome::fail, {}, nullptr};
  if (rank_of(rules, opinion, alternative) == Rank::open) {
    finding.outcome = Outcome::unknown;
    std::vector<Slot> slots = placement.slots;
    slots[fact].value = {alternative, alternative};
    finding.needs = evaluate(rules, rules.rows<Rule>()[opinion.rule], slots).needs;
  }
  if (placement.passed > 0) --placement.passed;
  placement.findings.push_back(finding);
}

/// What the best alternative lacks; of none that fits, what keeps out each of them.
void settle(const RuleSet& rules, FactId fact, std::int64_t alternatives,
            const std::vector<Opinion>& opinions, Placement& placement) {
  Rank best = Rank::fails;
  std::int64_t chosen = 0;
  for (std::int64_t left = alternatives; left != 0 && best != Rank::passes; left &= left - 1) {
    const std::int64_t one = left & -left;
    Rank worst = Rank::passes;
    for (const Opinion& opinion : opinions) worst = std::max(worst, rank_of(rules, opinion, one));
    if (chosen == 0 || worst < best) {
      best = worst;
      chosen = one;
    }
  }
  if (best == Rank::passes) return;
  for (const Opinion& opinion : opinions)
    for (std::int64_t left = best == Rank::fails ? alternatives : chosen; left != 0; left &= left - 1)
      if (const Rank rank = rank_of(rules, opinion, left & -left);
          rank != Rank::passes && (best != Rank::fails || rank == Rank::fails))
        add_finding(rules, fact, left & -left, opinion, placement);
}

}  // namespace

void try_alternatives(const RuleSet& rules, Situation& situation, std::vector<Placement>& placements) {
  const auto all = rules.rows<Rule>();
  const auto facts = rules.rows<rules::FactRow>();
  for (std::size_t id = 0; id < facts.size(); ++id) {
    const auto fact = static_cast<FactId>(id);
    const Slot& slot = situation.slots()[id];
    const std::int64_t alternatives = slot.value.low;
    if (facts[id].kind != rules::FactKind::vocabulary || facts[id].type != rules::FactType::choice ||
        !facts[id].many || !slot.known || (alternatives & (alternatives - 1)) == 0)
      continue;
    const auto add = [&](rules::Range<std::uint32_t> list, std::vector<Slot>& slots,
                         std::vector<Opinion>& opinions) {
      for (const std::uint32_t i : rules.rows(list)) {
        if (!looks_at(rules, all[i], fact)) continue;
        if (const Opinion opinion = opinion_of(rules, i, fact, alternatives, slots); opinion.any())
          opinions.push_back(opinion);
      }
    };
    std::vector<Opinion> shared, opinions;
    add(rules::shared_agenda(rules).rejecting, situation.slots(), shared);
    for (Placement& placement : placements) {
      opinions.clear();
      for (const Opinion& opinion : shared)
        if ((all[opinion.rule].offerings >> placement.offering & 1U) != 0) opinions.push_back(opinion);
      add(rules::agenda(rules, placement.offering).rejecting, placement.slots, opinions);
      // One rule is content with one of them, or has said so.
      if (opinions.size() > 1) settle(rules, fact, alternatives, opinions, placement);
    }
  }
}

}  // namespace placer::engine
