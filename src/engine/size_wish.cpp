// Derived facts are monotone in each fact behind them, so the value at which a bound is met is found by
// halving.
#include "engine/size_wish.hpp"

#include "rules/domain.hpp"
#include "rules/evaluate.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::FactKind;
using rules::FactType;
using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;

constexpr std::int64_t whole = 1'000'000;

/// Facts behind a derived one that are known quantities and may change.
std::vector<FactId> movable_behind(const RuleSet& rules, const Placement& placement, FactId derived) {
  std::vector<FactId> facts = rules::facts_behind(rules, derived, placement.offering);
  std::erase_if(facts, [&](FactId id) {
    const rules::FactRow& fact = rules.fact(id);
    const Slot& slot = placement.slots[id];
    return !fact.changeable || fact.type != FactType::quantity || !slot.known || slot.presumed ||
           slot.value.high == unbounded;
  });
  return facts;
}

bool met(const RuleSet& rules, const Placement& placement, const Wish& wish, std::vector<Slot>& slots) {
  rules::derive(rules, placement.offering, slots);
  const Interval value = slots[wish.fact].value;
  return value.low >= wish.allowed.low && value.high <= wish.allowed.high;
}

__extension__ using Wide = __int128;

std::int64_t share_of(std::int64_t value, std::int64_t parts) {
  return static_cast<std::int64_t>(Wide{value} * parts / whole);
}

/// The largest share (in millionths) of the facts' values that meets the wish; 0 where none does.
std::int64_t largest_share(const RuleSet& rules, const Placement& placement, const Wish& wish,
                           const std::vector<FactId>& facts) {
  std::vector<Slot> slots = placement.slots;
  std::int64_t good = 0, bad = whole;
  while (bad - good > 1) {
    const std::int64_t next = good + (bad - good) / 2;
    bool in_range = true;
    for (const FactId id : facts) {
      const Interval value = placement.slots[id].value;
      slots[id].value = {share_of(value.low, next), share_of(value.high, next)};
      in_range = in_range && slots[id].value.low >= rules.fact(id).range.low;
    }
    // A share that is too small to be a value is no answer either; a better one is larger.
    (!in_range || met(rules, placement, wish, slots) ? good : bad) = next;
  }
  for (const FactId id : facts) {
    const Interval value = placement.slots[id].value;
    slots[id].value = {share_of(value.low, good), share_of(value.high, good)};
    if (slots[id].value.low < rules.fact(id).range.low) return 0;
  }
  return met(rules, placement, wish, slots) ? good : 0;
}

/// Any card that the offering has, where it has none of the wanted type.
std::vector<Wish> card_wishes(const RuleSet& rules, const Placement& placement) {
  const FactId type = rules.known(Known::gpu_type);
  std::uint64_t families = 0;
  for (const Size& row : rules.rows<Size>())
    if ((row.offerings >> placement.offering & 1U) != 0 && row.gpu_count > 0 && !row.fraction)
      families |= row.gpu_families;
  const auto set = static_cast<std::int64_t>(families);
  if (set == 0 || !rules.fact(type).changeable || !placement.slots[type].known) return {};
  return {{type, {set, set}, true}};
}

}  // namespace

std::vector<Wish> wishes_behind(const RuleSet& rules, const Placement& placement, const Wish& wish) {
  const std::vector<FactId> facts = movable_behind(rules, placement, wish.fact);
  std::int64_t best = 0;
  std::vector<FactId> chosen;
  for (const FactId id : facts)
    if (const std::int64_t share = largest_share(rules, placement, wish, {id}); share > best) {
      best = share;
      chosen = {id};
    }
  if (chosen.empty()) {
    best = largest_share(rules, placement, wish, facts);
    chosen = facts;
  }
  std::vector<Wish> wishes;
  if (best > 0)
    for (const FactId id : chosen)
      wishes.push_back({id, {0, share_of(placement.slots[id].value.high, best)}, false});
  return wishes;
}

std::vector<Wish> wishes_for_size(const RuleSet& rules, const Placement& placement) {
  const Sizing& sizing = placement.sizing;
  std::vector<Wish> wishes;
  const auto want = [&](FactId id, Interval allowed) {
    const Interval value = placement.slots[id].value;
    if (placement.slots[id].known && (value.high > allowed.high || value.low < allowed.low))
      wishes.push_back({id, allowed, false});
  };
  if (sizing.unsold && sizing.chosen) {
    const Size& row = *sizing.row;
    want(rules.known(Known::memory), {sizing.chosen->memory, sizing.chosen->memory});
    if (row.memory_per_vcpu == 0) want(rules.known(Known::cpu), {sizing.chosen->cpu, sizing.chosen->cpu});
    return wishes;
  }
  if (sizing.nearest == nullptr) return card_wishes(rules, placement);
  const Size& row = *sizing.nearest;
  want(row.need_memory, {0, row.memory.high - row.memory_kept});
  const std::int64_t most_cpu = row.memory_per_vcpu == 0
                                    ? row.cpu.high
                                    : static_cast<std::int64_t>(std::min<Wide>(
                                          Wide{row.memory.high} * 1000 / row.memory_per_vcpu, unbounded));
  want(row.need_cpu, {0, most_cpu - (row.cpu_below ? 1 : 0)});
  want(rules.known(Known::gpu_count), {0, row.gpu_count});
  if (row.gpu_count > 0) want(rules.known(Known::gpu_memory), {0, row.gpu_memory});
  for (const auto& [known, set] : {std::pair(Known::architecture, row.architectures),
                                   std::pair(Known::operating_system, row.operating_systems),
                                   std::pair(Known::providers, row.providers)}) {
    const Slot& slot = placement.slots[rules.known(known)];
    if (set == 0 || !slot.known || (set & static_cast<std::uint64_t>(slot.value.low)) != 0) continue;
    const auto names = static_cast<std::int64_t>(set);
    wishes.push_back({rules.known(known), {names, names}, true});
  }
  const bool possible = std::all_of(wishes.begin(), wishes.end(), [&](const Wish& wish) {
    return rules.fact(wish.fact).kind == FactKind::derived || rules.fact(wish.fact).changeable;
  });
  return possible ? wishes : std::vector<Wish>();
}

}  // namespace placer::engine
