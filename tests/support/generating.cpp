#include "support/generating.hpp"

#include "rules/domain.hpp"
#include "rules/relations.hpp"

#include <algorithm>

namespace placer::test {
namespace {

Fact value_of(FactId id, const rules::Slot& slot) {
  Fact fact;
  fact.id = id;
  fact.value = slot.value;
  if (slot.texts != nullptr) fact.texts = *slot.texts;
  return fact;
}

void add(std::vector<Fact>& values, const Fact& fact) {
  for (const Fact& known : values)
    if (known.value == fact.value && known.texts == fact.texts) return;
  values.push_back(fact);
}

/// What the sizes of a rule set ask of a fact: just enough, and one step more.
void add_sizes(const rules::RuleSet& rules, FactId id, std::vector<Fact>& values) {
  const auto around = [&](const Interval& range) {
    for (const std::int64_t bound : {range.low, range.high})
      for (const std::int64_t step : {0, 1})
        if (bound < unbounded - 1 && bound + step > 0)
          add(values, value_of(id, {{bound + step, bound + step}, nullptr, {}, true}));
  };
  for (const rules::Size& size : rules.rows<rules::Size>()) {
    if (id == rules.known(rules::Known::memory)) around(size.memory);
    if (id == rules.known(rules::Known::cpu)) around(size.cpu);
    if (id == rules.known(rules::Known::gpu_count)) around({size.gpu_count, size.gpu_count});
    if (id == rules.known(rules::Known::gpu_memory)) around({size.gpu_memory, size.gpu_memory});
  }
}

}  // namespace

std::size_t Numbers::below(std::size_t limit) {
  state_ = state_ * 6364136223846793005U + 1442695040888963407U;
  return static_cast<std::size_t>(state_ >> 33U) % limit;
}

Workloads::Workloads(const rules::RuleSet& rules) {
  for (const rules::Order& order : rules::orders)
    if (order.severity == Severity::error && order.part == 0)
      orders_.emplace_back(rules.find_fact(order.less), rules.find_fact(order.more));
  const auto facts = rules.rows<rules::FactRow>();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    std::vector<Fact>& values = values_.emplace_back();
    const rules::FactType type = facts[i].type;
    if (facts[i].kind != rules::FactKind::vocabulary || type == rules::FactType::offering ||
        type == rules::FactType::criteria || facts[i].unasked)  // which decides nothing
      continue;
    for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
      const std::vector<FactId> used = rules::facts_of(rules, rule);
      if (std::find(used.begin(), used.end(), id) == used.end()) continue;
      for (const rules::Slot& slot : rules::boundary_values(rules, id, rule)) add(values, value_of(id, slot));
    }
    add_sizes(rules, id, values);
    // Names that no rule looks at: a lookup may.
    for (const rules::Symbol& symbol : rules.rows(facts[i].symbols))
      add(values,
          value_of(id, {{std::int64_t{1} << symbol.bit, std::int64_t{1} << symbol.bit}, nullptr, {}, true}));
  }
}

Workload Workloads::next(Numbers& numbers, std::size_t gaps) const {
  Workload workload;
  workload.name = "w";
  for (const std::vector<Fact>& values : values_) {
    if (values.empty() || (gaps > 0 && numbers.below(gaps) == 0)) continue;
    // Mostly the first value, which is mostly harmless, so that not everything fails everywhere.
    workload.facts.push_back(values[numbers.below(8) != 0 ? 0 : numbers.below(values.size())]);
  }
  for (const auto& [less, more] : orders_) {
    const Fact* low = workload.find(less);
    const auto high = std::find_if(workload.facts.begin(), workload.facts.end(),
                                   [id = more](const Fact& fact) { return fact.id == id; });
    if (low != nullptr && high != workload.facts.end() && low->value.low > high->value.high)
      high->value = low->value;
  }
  return workload;
}

Workload without(Workload workload, FactId fact) {
  std::erase_if(workload.facts, [&](const Fact& one) { return one.id == fact; });
  return workload;
}

}  // namespace placer::test
