#include "rules/relations.hpp"

namespace placer::rules {
namespace {

/// Whether a name of a choice is in a set of them.
bool has_name(const RuleSet& rules, FactId fact, std::int64_t set, std::string_view name) {
  for (const Symbol& symbol : rules.rows(rules.fact(fact).symbols))
    if ((set >> symbol.bit & 1) != 0 && rules.text(symbol.name) == name) return true;
  return false;
}

}  // namespace

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
