#include "rules/domain.hpp"

#include <algorithm>

namespace placer::rules {
namespace {

const std::vector<std::string> no_texts;
const std::vector<std::string> other_texts{"\x7f"};  // no name in any list

void add(FactId fact, std::vector<FactId>& facts) {
  if (std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
}

void add_nodes(std::span<const Node> nodes, std::vector<FactId>& facts) {
  for (const Node& node : nodes)
    if (is_leaf(node)) add(node.fact, facts);
}

/// What the derived facts of that name are made of, for any of the offerings.
void add_behind(const RuleSet& rules, FactId fact, OfferingMask offerings, std::vector<FactId>& facts) {
  for (const Derived& derived : rules.rows<Derived>()) {
    if (derived.fact != fact || (derived.offerings & offerings) == 0) continue;
    if (derived.lookup != no_fact) add(derived.lookup, facts);
    for (const Term& term : rules.rows(derived.terms))
      if (term.fact != no_fact) add(term.fact, facts);
    add_nodes(rules.rows(derived.when), facts);
  }
}

/// All facts that a rule's outcome depends on: those that it names, and what derived ones among them are made
/// of. A derived fact uses only those before it, and each is expanded once, so this ends.
std::vector<FactId> all_facts_of(const RuleSet& rules, const Rule& rule) {
  std::vector<FactId> facts;
  add_nodes(rules.rows(rule.when), facts);
  add_nodes(rules.rows(rule.require), facts);
  for (std::size_t i = 0; i < facts.size(); ++i) add_behind(rules, facts[i], ~OfferingMask{0}, facts);
  return facts;
}

void add_bounds(std::span<const Node> nodes, FactId fact, std::vector<std::int64_t>& bounds) {
  for (const Node& node : nodes)
    if (node.fact == fact && (node.op == Op::at_most || node.op == Op::at_least || node.op == Op::equal))
      bounds.push_back(node.bound);
}

bool is_term(const RuleSet& rules, const Derived& derived, FactId fact) {
  const auto terms = rules.rows(derived.terms);
  return std::any_of(terms.begin(), terms.end(), [fact](const Term& term) { return term.fact == fact; });
}

/// Behind a derived fact, bounds on it stand for bounds on its parts: a sum of parts around them crosses
/// them. A product with a divisor does so where the other parts are 1 and this one is larger by the divisor,
/// also where another derived fact that is made of the product is compared.
void add_bounds_behind(const RuleSet& rules, const Rule& rule, FactId fact,
                       std::vector<std::int64_t>& bounds) {
  const std::vector<FactId> facts = all_facts_of(rules, rule);
  for (const Derived& derived : rules.rows<Derived>()) {
    if (std::find(facts.begin(), facts.end(), derived.fact) == facts.end()) continue;
    add_bounds(rules.rows(derived.when), fact, bounds);
    for (const auto nodes : {rules.rows(rule.when), rules.rows(rule.require)})
      for (const Node& node : nodes) {
        if (!is_leaf(node)) continue;
        const bool is_part = derived.divisor > 1 && rules.fact(node.fact).kind == FactKind::derived &&
                             is_term(rules, derived, fact);
        if (node.fact != derived.fact && !is_part) continue;
        bounds.push_back(node.bound);
        std::int64_t scaled = 0;
        if (!__builtin_mul_overflow(node.bound, derived.divisor, &scaled)) bounds.push_back(scaled);
      }
  }
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
  const auto count = static_cast<FactId>(std::min<std::size_t>(rules.rows<FactRow>().size(), max_facts));
  for (FactId id = 0; id < count; ++id)
    if (rule.facts.contains(id)) facts.push_back(id);
  return facts;
}

std::vector<FactId> facts_behind(const RuleSet& rules, FactId derived, unsigned offering) {
  std::vector<FactId> facts{derived};
  for (std::size_t i = 0; i < facts.size(); ++i)
    add_behind(rules, facts[i], OfferingMask{1} << offering, facts);
  std::erase_if(facts, [&](FactId fact) { return rules.fact(fact).kind != FactKind::vocabulary; });
  std::sort(facts.begin(), facts.end());
  return facts;
}

std::vector<bool> all_behind(const RuleSet& rules, FactId derived, unsigned offering) {
  std::vector<bool> marked(rules.rows<FactRow>().size(), false);
  marked[derived] = true;
  const auto rows = rules.rows<Derived>();
  // A derived fact uses only those before it, so one pass from the end meets each after all that use it.
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if ((row->offerings >> offering & 1U) == 0 || !marked[row->fact]) continue;
    if (row->lookup != no_fact) marked[row->lookup] = true;
    for (const Term& term : rules.rows(row->terms))
      if (term.fact != no_fact) marked[term.fact] = true;
    for (const Node& node : rules.rows(row->when))
      if (is_leaf(node)) marked[node.fact] = true;
  }
  return marked;
}

std::vector<Slot> boundary_values(const RuleSet& rules, FactId fact, const Rule& rule) {
  const FactRow& row = rules.fact(fact);
  std::vector<Slot> slots;
  if (row.type == FactType::choice) {
    for (const Symbol& symbol : rules.rows(row.symbols))
      slots.push_back(point(fact, std::int64_t{1} << symbol.bit));
    return slots;
  }
  if (row.type == FactType::boolean) return {point(fact, 0), point(fact, 1)};
  if (row.type == FactType::text || row.type == FactType::texts) {
    slots.assign(2, point(fact, 0));  // any will do, or none that a rule names
    slots.back().texts = &other_texts;
    return slots;
  }
  std::vector<std::int64_t> bounds{row.range.low};
  add_bounds(rules.rows(rule.when), fact, bounds);
  add_bounds(rules.rows(rule.require), fact, bounds);
  add_bounds_behind(rules, rule, fact, bounds);
  if (row.has_usual && row.usual.high != unbounded) bounds.push_back(row.usual.high);
  std::vector<std::int64_t> values;
  for (const std::int64_t bound : bounds)
    for (const std::int64_t step : {-1, 0, 1})
      values.push_back(std::clamp(std::min(bound, unbounded - 1) + step, row.range.low, row.range.high));
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
  slot.presumed = true;
  return slot;
}

}  // namespace placer::rules
