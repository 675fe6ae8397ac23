#include "engine/turns.hpp"

#include "rules/literal.hpp"

#include <algorithm>
#include <utility>

namespace placer::engine {
namespace {

// A sixteenth to a thousand times the example: from a small function to a large machine.
constexpr int halvings = 4, doublings = 10;
constexpr std::size_t most_turns = 4;  // of more nobody reads
constexpr int precision = 14;          // bits: finer than it is printed

/// The values that are tried at first, within what the fact may be; empty where the example is none.
std::vector<std::int64_t> ladder(const rules::RuleSet& rules, const rules::FactRow& fact,
                                 const Interval& possible) {
  QuantityError unused;
  const auto example = rules::parse_literal(rules::Vocabulary(rules), fact, rules.text(fact.example), unused);
  if (!example || example->low <= 0) return {};
  std::vector<std::int64_t> values;
  if (possible.low > 0 || fact.unit == Unit::count) values.push_back(possible.low);
  for (std::int64_t value = std::max<std::int64_t>(1, example->low >> halvings);
       value <= possible.high && value / 2 < (example->low << doublings); value *= 2)
    if (value > possible.low) values.push_back(value);
  // The end that a manifest states, but not the one of the vocabulary, which no workload reaches.
  if (possible.high < fact.range.high) values.push_back(possible.high);
  return values;
}

/// What the fact of the workload may be.
Interval possible(const rules::FactRow& row, const Fact* fact) {
  if (!fact || fact->origin == Origin::presumed || !fact->has_value()) return row.range;
  return {std::max(row.range.low, fact->value.low), std::min(row.range.high, fact->value.high)};
}

}  // namespace

std::vector<Turn> turns(const rules::RuleSet& rules, const Workload& workload, FactId id,
                        const std::function<std::string(const Workload&)>& recommended) {
  const rules::FactRow& fact = rules.fact(id);
  if (fact.type != rules::FactType::quantity) return {};
  Workload trial = workload;
  const auto recommended_at = [&](std::int64_t value) {
    Fact one;
    one.id = id;
    one.origin = Origin::assumed;
    one.value = {value, value};
    trial.set(one);
    return recommended(trial);
  };
  std::vector<Turn> result;
  std::int64_t before = 0;
  for (const std::int64_t value : ladder(rules, fact, possible(fact, workload.find(id)))) {
    std::string now = recommended_at(value);
    if (result.empty()) result.push_back({std::nullopt, now});
    while (now != result.back().to && result.size() < most_turns) {
      // The last value that has the old recommendation, and the first that has not.
      std::int64_t old = before, next = value;
      std::string to = now;
      while (next - old > std::max<std::int64_t>(1, old >> precision)) {
        const std::int64_t middle = old + (next - old) / 2;
        std::string there = recommended_at(middle);
        if (there == result.back().to) {
          old = middle;
        } else {
          next = middle;
          to = std::move(there);
        }
      }
      Amount above{Interval{old, old}, to_string(fact.unit), format_approximate(old, fact.unit)};
      result.push_back({std::move(above), std::move(to)});
      before = next;
    }
    before = value;
  }
  return result;
}

}  // namespace placer::engine
