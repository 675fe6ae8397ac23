// Derived facts are monotone in each fact behind them, so the value at which a bound is met is found by
// halving.
#include "engine/size_wish.hpp"

#include "engine/size_fit.hpp"
#include "rules/domain.hpp"
#include "rules/evaluate.hpp"
#include "rules/terms.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace placer::engine {
namespace {

using rules::FactKind;
using rules::FactType;
using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Wide;

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
  // Of a sum with a part that nobody knows it is enough that it need not be too large.
  const std::int64_t most = value.high == unbounded ? value.low : value.high;
  return value.low >= wish.allowed.low && most <= wish.allowed.high;
}

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

/// Any card that the offering has, where it has none of the wanted type, or not so many.
std::vector<Wish> card_wishes(const RuleSet& rules, const Placement& placement) {
  const FactId type = rules.known(Known::gpu_type);
  std::uint64_t families = 0;
  for (const Size& row : rules.rows<Size>())
    if ((row.offerings >> placement.offering & 1U) != 0 && row.gpu_count > 0 && !row.fraction)
      families |= row.gpu_families;
  const std::int64_t set = static_cast<std::int64_t>(families) & ~placement.slots[type].value.low;
  if (set == 0 || !rules.fact(type).changeable || !placement.slots[type].known) return {};
  return {{type, {set, set}, true}};
}

/// What must change for a size to hold the workload; nullopt where that is what it is.
std::optional<std::vector<Wish>> wishes_for_row(const RuleSet& rules, const Placement& placement,
                                                const Size& row) {
  std::vector<Wish> wishes;
  const auto want = [&](FactId id, Interval allowed) {
    const Interval value = placement.slots[id].value;
    if (placement.slots[id].known && (value.high > allowed.high || value.low < allowed.low))
      wishes.push_back({id, allowed, false});
  };
  want(row.need_memory, {0, row.memory.high - row.memory_kept});
  const std::int64_t most_cpu = row.memory_per_vcpu == 0
                                    ? row.cpu.high
                                    : static_cast<std::int64_t>(std::min<Wide>(
                                          Wide{row.memory.high} * 1000 / row.memory_per_vcpu, unbounded));
  want(row.need_cpu, {0, most_cpu - row.cpu_kept});
  if (!row.more_gpus) want(rules.known(Known::gpu_count), {0, row.gpu_count});
  if (row.gpu_memory > 0) want(rules.known(Known::gpu_memory), {0, row.gpu_memory});
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
  return possible ? std::optional(std::move(wishes)) : std::nullopt;
}

/// Whether a size has accelerators of the wanted type where any are wanted, and none else.
bool is_of_kind(const RuleSet& rules, const Placement& placement, const Size& row) {
  const bool wanted = placement.slots[rules.known(Known::gpu_count)].value.low > 0;
  const Slot& type = placement.slots[rules.known(Known::gpu_type)];
  return !row.fraction && wanted == (row.gpu_count > 0) &&
         (!wanted || !type.known || (row.gpu_families & static_cast<std::uint64_t>(type.value.low)) != 0);
}

/// The nearest size may be one that no change leads to; of the others the one with the least to change, and
/// of those the largest.
std::vector<Wish> wishes_for_another(const RuleSet& rules, const Placement& placement) {
  std::vector<Wish> best;
  std::int64_t memory = 0;
  for (const Size& row : rules.rows<Size>()) {
    if ((row.offerings >> placement.offering & 1U) == 0 || !is_of_kind(rules, placement, row) ||
        rules::evaluate(rules, rules.rows(row.when), placement.slots).truth == rules::Truth::no)
      continue;
    const auto wishes = wishes_for_row(rules, placement, row);
    if (!wishes || wishes->empty()) continue;
    if (!best.empty() &&
        (wishes->size() > best.size() || (wishes->size() == best.size() && row.memory.high <= memory)))
      continue;
    best = *wishes;
    memory = row.memory.high;
  }
  return best;
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
  if (sizing.unsold && sizing.chosen) {
    std::vector<Wish> wishes;
    const auto want = [&](Known known, std::int64_t sold) {
      const Slot& slot = placement.slots[rules.known(known)];
      if (slot.known && slot.value != Interval{sold, sold})
        wishes.push_back({rules.known(known), {sold, sold}, false});
    };
    want(Known::memory, sizing.chosen->memory);
    if (sizing.row->memory_per_vcpu == 0) want(Known::cpu, sizing.chosen->cpu);
    if (is_sold_by_memory(*sizing.row)) want(Known::gpu_memory, sizing.row->gpu_memory);
    return wishes;
  }
  if (sizing.card_memory > 0) return {{rules.known(Known::gpu_memory), {0, sizing.card_memory}, false}};
  if (sizing.nearest != nullptr)
    if (const auto wishes = wishes_for_row(rules, placement, *sizing.nearest); wishes && !wishes->empty())
      return *wishes;
  const std::vector<Wish> wishes = wishes_for_another(rules, placement);
  return wishes.empty() ? card_wishes(rules, placement) : wishes;
}

}  // namespace placer::engine
