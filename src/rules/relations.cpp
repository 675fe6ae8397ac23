#include "rules/relations.hpp"

#include "base/text.hpp"

namespace placer::rules {
namespace {

/// Whether a name of a choice is in a set of them.
bool has_name(const RuleSet& rules, FactId fact, std::int64_t set, std::string_view name) {
  for (const Symbol& symbol : rules.rows(rules.fact(fact).symbols))
    if ((set >> symbol.bit & 1) != 0 && rules.text(symbol.name) == name) return true;
  return false;
}

const Fact* bounding(const Workload& workload, FactId id) {
  const Fact* fact = workload.find(id);
  return fact != nullptr && fact->has_value() && fact->origin != Origin::platform_default ? fact : nullptr;
}

/// A product that stays within what an interval can say.
std::int64_t times(std::int64_t value, std::int64_t factor) {
  std::int64_t product = 0;
  return __builtin_mul_overflow(value, factor, &product) ? unbounded : std::min(product, unbounded);
}

bool has_value(const Workload& workload, FactId id) {
  const Fact* fact = workload.find(id);
  return fact != nullptr && fact->has_value();
}

}  // namespace

std::vector<Bounded> bounded_by(const RuleSet& rules, const Workload& workload) {
  std::vector<Bounded> result;
  for (const Order& order : orders) {
    if (!order.bounds || order.part != 0) continue;
    const FactId less = rules.find_fact(order.less), more = rules.find_fact(order.more);
    if (less == no_fact || more == no_fact) continue;
    if (const Fact* by = bounding(workload, less); by != nullptr && !has_value(workload, more))
      result.push_back({more, {by->value.low, unbounded}, by});
    if (const Fact* by = bounding(workload, more); by != nullptr && !has_value(workload, less))
      result.push_back({less, {0, by->value.high}, by});
  }
  for (const Multiple& row : rules.rows<Multiple>()) {
    const Fact *of = bounding(workload, row.of), *by = bounding(workload, row.by);
    if (of == nullptr || by == nullptr || by->value.low != std::int64_t{1} << row.bit ||
        has_value(workload, row.fact))
      continue;
    result.push_back(
        {row.fact, {times(of->value.low, row.times.low), times(of->value.high, row.times.high)}, of, true});
  }
  return result;
}

std::vector<Said> said_by(const RuleSet& rules, const Fact& fact) {
  std::vector<Said> result;
  if (!fact.has_value()) return result;
  const std::string written = to_lower(trim(fact.text));
  for (const Saying& saying : rules.rows<Saying>()) {
    if (saying.fact != fact.id) continue;
    const std::string_view word = rules.text(saying.word);
    if (saying.follows ? word == written : has_name(rules, fact.id, fact.value.low, word))
      result.push_back({saying.other, saying.value.low, saying.follows});
  }
  return result;
}

std::vector<FactId> ended_by(const RuleSet& rules, FactId fact, const Interval& value) {
  if (fact == rules.known(Known::gpu_count) && value.high == 0)
    return {rules.known(Known::gpu_type), rules.known(Known::gpu_memory)};
  if (fact == rules.known(Known::trigger) && !has_name(rules, fact, value.low, "schedule"))
    return {rules.find_fact("schedule")};
  // What is built from its source may become an image.
  if (fact == rules.find_fact("package.format") && !has_name(rules, fact, value.low, "image") &&
      !has_name(rules, fact, value.low, "source"))
    return {rules.find_fact("package.image_size")};
  return {};
}

}  // namespace placer::rules
