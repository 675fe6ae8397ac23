#include "rules/domain.hpp"

#include <algorithm>

namespace placer::rules {
namespace {

const std::vector<std::string> no_texts;


void add_nodes(std::span<const Node> nodes, std::vector<FactId>& facts) {
  for (const Node& node : nodes)
    if (is_leaf(node)) facts.push_back(node.fact);
}

/// Replaces derived facts in the list by what they are made of, until none is left. A derived fact uses only those before
/// it, so this ends.
void expand(const RuleSet& rules, std::vector<FactId>& facts) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (rules.fact(facts[i]).kind != FactKind::derived) continue;
    for (const Derived& derived : rules.rows<Derived>()) {
      if (derived.fact != facts[i]) continue;
      if (derived.lookup != no_fact) facts.push_back(derived.lookup);
      for (const Term& term : rules.rows(derived.terms))
        if (term.fact != no_fact) facts.push_back(term.fact);
      add_nodes(rules.rows(derived.when), facts);
    }
  }
}

void add_bounds(std::span<const Node> nodes, FactId fact, std::vector<std::int64_t>& bounds) {
  for (const Node& node : nodes)
    if (node.fact == fact && (node.op == Op::at_most || node.op == Op::at_least || node.op == Op::equal)) bounds.push_back(node.bound);
}

Slot point(FactId fact, std::int64_t value) {
  Slot slot;
  slot.value = {value, value};
  slot.texts = &no_texts;
  slot.known = true;
  slot.needs.insert(fact);
  return slot;
}

}  // namespace

std::vector<FactId> facts_of(const RuleSet& rules, const Rule& rule) {
  std::vector<FactId> facts;
  add_nodes(rules.rows(rule.when), facts);
  add_nodes(rules.rows(rule.require), facts);
  expand(rules, facts);
  std::erase_if(facts, [&](FactId fact) { return rules.fact(fact).kind != FactKind::vocabulary; });
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

std::vector<Slot> boundary_values(const RuleSet& rules, FactId fact, const Rule& rule) {
  const FactRow& row = rules.fact(fact);
  std::vector<Slot> slots;
  if (row.type == FactType::choice) {
    for (const Symbol& symbol : rules.rows(row.symbols)) slots.push_back(point(fact, std::int64_t{1} << symbol.bit));
    return slots;
  }
  if (row.type == FactType::boolean) return {point(fact, 0), point(fact, 1)};
  std::vector<std::int64_t> bounds{row.range.low};
  add_bounds(rules.rows(rule.when), fact, bounds);
  add_bounds(rules.rows(rule.require), fact, bounds);
  // Behind a derived fact, its own bounds stand for those of its parts: a sum or product of parts around them crosses them.
  for (const Node& node : rules.rows(rule.require))
    if (rules.fact(node.fact).kind == FactKind::derived) bounds.push_back(node.bound);
  if (row.has_usual && row.usual.high != unbounded) bounds.push_back(row.usual.high);
  std::vector<std::int64_t> values;
  for (const std::int64_t bound : bounds)
    for (const std::int64_t step : {-1, 0, 1}) values.push_back(std::clamp<std::int64_t>(bound + step, row.range.low, row.range.high));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  for (const std::int64_t value : values) slots.push_back(point(fact, value));
  return slots;
}

Slot unknown_slot(const RuleSet& rules, FactId fact) {
  Slot slot;
  slot.value = rules.fact(fact).range;
  slot.needs.insert(fact);
  return slot;
}

Slot usual_slot(const RuleSet& rules, FactId fact) {
  Slot slot = point(fact, 0);
  slot.value = rules.fact(fact).usual;
  return slot;
}

}  // namespace placer::rules
