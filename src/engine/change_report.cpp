#include "engine/change_report.hpp"

#include "engine/finding.hpp"
#include "rules/relations.hpp"

#include <algorithm>
#include <utility>

namespace placer::engine {
namespace {

using rules::Rule;
using rules::RuleSet;
using rules::Slot;

FactChange describe_fact(const RuleSet& rules, const Workload& workload, const Placement& before,
                         const Made& made, const Wish& wish) {
  FactChange one;
  one.fact = rules.text(rules.fact(wish.fact).key);
  one.from = amount_of(rules, wish.fact, before.slots[wish.fact]);
  Slot to = made.placement.slots[wish.fact];
  if (wish.is_set) to.value = wish.allowed;
  if (wish.is_list) to.texts = &(one.names = wish.texts);
  one.to = amount_of(rules, wish.fact, to);
  for (const rules::Symbol& symbol : rules.rows(rules.fact(wish.fact).symbols))
    if (wish.is_set && (wish.allowed.low >> symbol.bit & 1) != 0)
      one.names.emplace_back(rules.text(symbol.name));
  if (const Fact* fact = workload.find(wish.fact)) one.where = fact->where;
  return one;
}

/// What says nothing any more beside the new value of another fact, or contradicts it, goes with it.
void drop_ended(const RuleSet& rules, const Workload& workload, const Placement& before, const Made& made,
                Change& change) {
  for (const auto& [id, wish] : made.wishes)
    for (const FactId ended : rules::ended_by(rules, id, made.workload.find(id)->value)) {
      const Fact* fact = workload.find(ended);
      if (fact == nullptr || fact->origin == Origin::derived || made.wishes.contains(ended)) continue;
      FactChange one;
      one.fact = rules.text(rules.fact(ended).key);
      one.from = amount_of(rules, ended, before.slots[ended]);
      one.to.text = "unset";
      one.where = fact->where;
      const auto behind =
          std::find_if(change.facts.begin(), change.facts.end(),
                       [&](const FactChange& other) { return rules.find_fact(other.fact) > ended; });
      change.facts.insert(behind, std::move(one));
    }
}

}  // namespace

Change describe_change(const RuleSet& rules, const Workload& workload, const Placement& before,
                       const Made& made) {
  Change change;
  const auto rule_of = [&](const Verdictlet& finding) -> const Rule& {
    return rules.rows<Rule>()[finding.rule];
  };
  const auto id_of = [&](const Verdictlet& finding) { return rules.text(rule_of(finding).id); };
  // What is set in the manifest is mended there.
  const auto is_set = [&](const Verdictlet& finding) {
    const Rule& rule = rule_of(finding);
    return rule.role == rules::Role::setting && rule.hardness == rules::Hardness::configurable;
  };
  for (const auto& [id, wish] : made.wishes)
    change.facts.push_back(describe_fact(rules, workload, before, made, wish));
  for (const Verdictlet& finding : made.placement.findings)
    if (finding.outcome == Outcome::fail)
      (is_set(finding) ? change.mend : change.raise).push_back(id_of(finding));
  for (const Verdictlet& finding : before.findings)
    // A pair that is not sold is mended by another one, which is a change of facts.
    if (finding.outcome == Outcome::fail && finding.violation != nullptr &&
        !(finding.violation->of_size && made.placement.sizing.outcome == Outcome::pass &&
          !made.wishes.empty()))
      if (const std::string_view id = id_of(finding);
          std::find(change.mend.begin(), change.mend.end(), id) == change.mend.end())
        change.mend.push_back(id);
  drop_ended(rules, workload, before, made, change);
  const FactSet open = open_facts(made.placement);
  for (std::size_t id = 0; id < max_facts && id < rules.rows<rules::FactRow>().size(); ++id)
    if (open.contains(static_cast<FactId>(id)))
      change.open.push_back(rules.text(rules.fact(static_cast<FactId>(id)).key));
  change.verdict = made.placement.verdict;
  change.verified = made.placement.verdict != Verdict::does_not_fit;
  return change;
}

}  // namespace placer::engine
