#include "engine/turns.hpp"

#include "rules/literal.hpp"
#include "rules/relations.hpp"

#include <algorithm>
#include <utility>

namespace placer::engine {
namespace {

// A sixteenth to a thousand times the example: from a small function to a large machine.
constexpr int halvings = 4, doublings = 10;
constexpr std::size_t most_turns = 4;  // of more nobody reads
constexpr int precision = 14;          // bits: finer than it is printed

/// The largest values that rules and sizes let the fact have, in order: above one of them fewer fit.
std::vector<std::int64_t> bounds_of(const rules::RuleSet& rules, FactId id) {
  std::vector<std::int64_t> bounds;
  for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
    if (rule.role == rules::Role::advice || rule.role == rules::Role::setting) continue;
    for (const rules::Node& node : rules.rows(rule.require))
      if (node.fact == id && node.op == rules::Op::at_most) bounds.push_back(node.bound);
  }
  for (const rules::Size& size : rules.rows<rules::Size>()) {
    if (size.machine) continue;
    if (size.need_memory == id) bounds.push_back(size.memory.high);
    if (size.need_cpu == id) bounds.push_back(size.cpu.high);
  }
  std::sort(bounds.begin(), bounds.end());
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  return bounds;
}

/// The values that are tried at first, within what the fact may be: bounds, and where there is none for as
/// long, twice the value before. Empty where the example is none.
std::vector<std::int64_t> ladder(const rules::RuleSet& rules, const rules::FactRow& fact,
                                 const Interval& possible, const std::vector<std::int64_t>& bounds) {
  QuantityError unused;
  const auto example = rules::parse_literal(rules::Vocabulary(rules), fact, rules.text(fact.example), unused);
  if (!example || example->low <= 0) return {};
  std::vector<std::int64_t> values;
  if (possible.low > 0 || fact.unit == Unit::count) values.push_back(possible.low);
  const std::int64_t least = std::max<std::int64_t>(1, example->low >> halvings);
  for (std::int64_t value = least; value <= possible.high && value / 2 < (example->low << doublings);
       value *= 2) {
    const auto first = std::upper_bound(bounds.begin(), bounds.end(), value == least ? value : value / 2);
    const auto last = std::upper_bound(first, bounds.end(), value);
    for (auto bound = first; bound != last; ++bound)
      if (*bound > possible.low) values.push_back(*bound);
    if (first == last && value > possible.low) values.push_back(value);
  }
  // The end that a manifest states, but not the one of the vocabulary, which no workload reaches.
  if (possible.high < fact.range.high) values.push_back(possible.high);
  return values;
}

/// What the fact of the workload may be, by itself or by others.
Interval possible(const rules::RuleSet& rules, const Workload& workload, FactId id) {
  Interval value = rules.fact(id).range;
  const auto narrow = [&](const Interval& to) {
    value = {std::max(value.low, to.low), std::min(value.high, to.high)};
  };
  const Fact* fact = workload.find(id);
  if (fact != nullptr && fact->origin != Origin::presumed && fact->has_value()) narrow(fact->value);
  for (const rules::Bounded& bounded : rules::bounded_by(rules, workload))
    if (bounded.fact == id) narrow(bounded.value);
  return value;
}

/// A round number near a turn that is on its lower side, as a manifest may state it; else the turn itself.
template <class IsBelow>
std::string round_below(std::int64_t value, Unit unit, IsBelow is_below) {
  constexpr std::int64_t step = 200;  // half of the last digit that is printed
  for (const std::int64_t near : {value, value - value / step}) {
    std::string text = format_approximate(near, unit);
    QuantityError error;
    if (const auto round = parse_quantity(text, unit, error); round && is_below(round->high)) return text;
  }
  return format_bound(value, unit, false);
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
  const std::vector<std::int64_t> bounds = bounds_of(rules, id);
  const auto is_bound = [&](std::int64_t at) { return std::binary_search(bounds.begin(), bounds.end(), at); };
  const auto amount = [&](std::int64_t value, std::string text) {
    return Amount{Interval{value, value}, to_string(fact.unit), std::move(text)};
  };
  std::vector<Turn> result;
  std::int64_t before = 0;
  for (const std::int64_t value : ladder(rules, fact, possible(rules, workload, id), bounds)) {
    std::string now = recommended_at(value);
    if (result.empty()) result.push_back({std::nullopt, now});
    while (now != result.back().to && result.size() < most_turns) {
      // The last value that has the old recommendation, and the first that has not; a bound is likely the
      // one.
      std::int64_t old = before, next = value;
      std::string to = now;
      for (bool first = is_bound(before);; first = false) {
        const std::int64_t least = std::max<std::int64_t>(1, old >> precision);
        if (next - old <= least) break;
        const std::int64_t middle = first ? old + least : old + (next - old) / 2;
        std::string there = recommended_at(middle);
        if (there == result.back().to) {
          old = middle;
        } else {
          next = middle;
          to = std::move(there);
        }
      }
      const auto is_below = [&](std::int64_t at) { return recommended_at(at) == result.back().to; };
      const Amount turn = amount(old, round_below(old, fact.unit, is_below));
      result.back().up_to = turn;
      result.push_back({turn, std::move(to)});
      before = next;
    }
    if (now != result.back().to) break;
    before = value;
  }
  if (!result.empty()) result.back().up_to = amount(before, format_bound(before, fact.unit, false));
  return result;
}

}  // namespace placer::engine
