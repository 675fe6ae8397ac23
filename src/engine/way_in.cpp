#include "engine/way_in.hpp"

#include "rules/evaluate.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace placer::engine {
namespace {

using rules::Known;
using rules::Rule;
using rules::RuleSet;
using rules::Truth;

/// What the rules say against a front door, the worst first.
struct Objections {
  enum Kind : std::size_t { forbidden, raised, open, warned };
  std::array<int, 4> counts{};
};

void object(const RuleSet& rules, const Rule& rule, std::span<const rules::Slot> slots, Objections& to) {
  if (rule.kind == rules::RuleKind::advice) {
    if (rules::evaluate(rules, rules.rows(rule.when), slots).truth == Truth::yes)
      ++to.counts[Objections::warned];
    return;
  }
  const Truth holds = rules::evaluate(rules, rule, slots).holds;
  if (holds == Truth::yes) return;
  if (rule.role == rules::Role::advice)
    to.counts[Objections::warned] += holds == Truth::no ? 1 : 0;
  else if (holds == Truth::unknown || rule.hardness == rules::Hardness::unpublished)
    ++to.counts[Objections::open];
  else
    ++to.counts[rule.hardness == rules::Hardness::hard ? Objections::forbidden : Objections::raised];
}

/// The one of several doors that does best alone; of those that do as well the first.
std::int64_t best_of(const RuleSet& rules, const Situation& situation, unsigned offering,
                     std::int64_t doors) {
  if (std::has_single_bit(static_cast<std::uint64_t>(doors))) return doors;
  const FactId door = rules.known(Known::front_door);
  const auto is_about = [door](const rules::Node& node) { return is_leaf(node) && node.fact == door; };
  std::vector<const Rule*> about;
  for (const Rule& rule : rules.rows<Rule>()) {
    if ((rule.offerings >> offering & 1U) == 0) continue;
    for (const auto nodes : {rules.rows(rule.when), rules.rows(rule.require)})
      if (std::any_of(nodes.begin(), nodes.end(), is_about)) about.push_back(&rule);
  }
  std::vector<rules::Slot> slots = situation.slots();
  std::int64_t best = 0;
  std::array<int, 4> least{};
  for (std::int64_t left = doors; left != 0; left &= left - 1) {
    const std::int64_t alone = left & -left;
    slots[door].value = {alone, alone};
    Objections objections;
    for (const Rule* rule : about) object(rules, *rule, slots, objections);
    if (best != 0 && objections.counts >= least) continue;
    best = alone;
    least = objections.counts;
  }
  return best;
}

/// The front doors that the workload states; 0 where any will do.
std::int64_t stated_doors(const RuleSet& rules, const Situation& situation) {
  const Fact* stated = situation.stated(rules.known(Known::front_door));
  if (stated == nullptr) return 0;
  std::int64_t any = 0;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(stated->id).symbols))
    any |= std::int64_t{1} << symbol.bit;
  return stated->value.low == any ? 0 : stated->value.low;
}

}  // namespace

std::string_view way_in(const RuleSet& rules, const Situation& situation, unsigned offering) {
  const rules::Slot& trigger = situation.slots()[rules.known(Known::trigger)];
  if (!trigger.known) return {};
  const auto doors = rules.rows(rules.fact(rules.known(Known::front_door)).symbols);
  if (const std::int64_t stated = stated_doors(rules, situation); stated != 0) {
    const std::int64_t best = best_of(rules, situation, offering, stated);
    for (const rules::Symbol& symbol : doors)
      if ((best >> symbol.bit & 1) != 0 && symbol.bit != 0) return rules.text(symbol.summary);
  }
  if (const std::string_view own = situation.door_of_template(rules, offering); !own.empty())
    for (const rules::Symbol& symbol : doors)
      if (rules.text(symbol.name) == own) return rules.text(symbol.summary);
  for (const rules::Trigger& cell : rules.rows<rules::Trigger>())
    if ((cell.offerings >> offering & 1U) != 0 && (trigger.value.low >> cell.bit & 1) != 0 &&
        rules::evaluate(rules, rules.rows(cell.when), situation.slots()).truth != Truth::no)
      return rules.text(cell.through);
  return {};
}

}  // namespace placer::engine
