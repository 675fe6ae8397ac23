// Scores: each criterion is a curve over a fact, a property or a derived fact, read at both ends of its
// interval; the score is the weighted mean. Integers throughout: points are thousandths, so equal inputs give
// equal scores everywhere.
#include "engine/bill.hpp"
#include "engine/entry.hpp"
#include "engine/machine.hpp"
#include "engine/modelled.hpp"
#include "engine/placement.hpp"
#include "rules/agenda.hpp"
#include "rules/room.hpp"
#include "rules/terms.hpp"

#include <algorithm>
#include <optional>

namespace placer::engine {
namespace {

using rules::Criterion;
using rules::Known;
using rules::Point;
using rules::RuleSet;
using rules::Slot;
using rules::Truth;
using rules::Wide;

/// What a priority makes of a criterion's weight, in halves: "monthly_cost" or "monthly_cost=high" doubles
/// it, "monthly_cost=low" halves it. The last word counts.
std::int32_t halves(const std::vector<std::string>& priorities, std::string_view id) {
  std::int32_t result = 2;
  for (const std::string_view one : priorities)
    if (one.substr(0, one.find('=')) == id) result = one.ends_with("=low") ? 1 : 4;
  return result;
}

std::int32_t at(std::span<const Point> curve, std::int64_t x) {
  if (x <= curve.front().x) return curve.front().y;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const Point &a = curve[i - 1], &b = curve[i];
    if (x <= b.x) return a.y + static_cast<std::int32_t>(Wide{b.y - a.y} * (x - a.x) / (b.x - a.x));
  }
  return curve.back().y;
}

Score read(std::span<const Point> curve, const Interval& value) {
  const std::int32_t a = at(curve, value.low), b = at(curve, value.high);
  return {std::min(a, b), std::max(a, b)};
}

/// What would make a size more exact: the needs that are no single value. What is presumed is no question.
FactSet needs_of_size(const RuleSet& rules, const Placement& placement, const std::vector<Slot>& slots) {
  FactSet needs;
  if (placement.sizing.chosen && placement.sizing.exact) return needs;
  for (const Known known : {Known::memory, Known::cpu, Known::gpu_count}) {
    const Slot& slot = slots[rules.known(known)];
    if (!slot.presumed && !(slot.known && slot.value.is_point())) needs |= slot.needs;
  }
  return needs;
}

/// The row of the smallest size that the chosen one may turn out to be.
const rules::Size& least_row(const Sizing& sizing) {
  return sizing.exact || sizing.least_row == nullptr ? *sizing.row : *sizing.least_row;
}

/// The size that a need which is no single value may turn out to need: from that of its low end to that of
/// its high one. Where several roles have sizes of their own, nobody says which of them it is.
struct SizeRange {
  Interval memory, cpu;

  SizeRange(const Sizing& sizing, const Slot& memory_need)
      : memory{sizing.chosen->memory, sizing.chosen->memory}, cpu{sizing.chosen->cpu, sizing.chosen->cpu} {
    if (sizing.exact) return;
    const std::optional<SizeInfo>& least = sizing.least;
    memory = rules::hull(memory, {least ? least->memory : memory_need.value.low, memory.high});
    cpu = rules::hull(cpu, {least ? least->cpu : 0, cpu.high});
  }
};

/// Of the chosen size as a machine: what it holds and costs.
void enter_machine(const RuleSet& rules, const Placement& placement, std::vector<Slot>& slots) {
  const Entry set{rules, slots, needs_of_size(rules, placement, slots)};
  const rules::Size& row = *placement.sizing.row;
  const rules::Size& least = least_row(placement.sizing);
  const bool exact = placement.sizing.exact;
  const auto need = [&](Known known) { return need_of(slots[rules.known(known)]); };
  const rules::Room room{need(Known::memory), need(Known::cpu), need(Known::gpu_count)};
  set(Known::size_holds, rules::hull(rules::held(least, room), rules::held(row, room)));
  // Another size may have another card, and one that nobody has recorded a smaller one.
  const bool one_kind = exact || (&least != &row && least.gpu_count == 0 && row.gpu_count == 0);
  set(Known::size_price, if_known(one_kind && least.price.high != unbounded && row.price.high != unbounded,
                                  rules::hull(least.price, row.price)));
  set(Known::size_card_price, if_known(exact && row.card_price.high != unbounded, row.card_price));
}

/// Nothing is known of a machine that is stated and recorded nowhere, or holds no instance.
void enter_unknown_machine(const RuleSet& rules, std::vector<Slot>& slots) {
  Entry set{rules, slots, {}};
  set.needs.insert(rules.known(Known::usage_node_type));
  for (const Known known : {Known::size_memory, Known::size_cpu, Known::size_gpu_count, Known::size_holds,
                            Known::size_price, Known::size_card_price})
    set(known, std::nullopt);
}

/// Enters what the engine knows of the placement for derived facts and criteria to use.
void enter_computed(const RuleSet& rules, const Placement& placement, StatedMachine stated,
                    std::vector<Slot>& slots) {
  const Entry set{rules, slots, needs_of_size(rules, placement, slots)};
  const Slot& memory = slots[rules.known(Known::memory)];
  const Slot& cpu = slots[rules.known(Known::cpu)];
  const Slot& gpu_count = slots[rules.known(Known::gpu_count)];
  if (const auto& size = placement.sizing.chosen) {
    const bool exact = placement.sizing.exact;
    const SizeRange range(placement.sizing, memory);
    set(Known::size_memory, range.memory);
    set(Known::size_cpu, range.cpu);
    set(Known::size_gpu_count, Interval{exact ? size->gpu_count : gpu_count.value.low, size->gpu_count});
    enter_machine(rules, placement, slots);
  } else {
    // Without sizes of its own an offering is as large as the need; where none was found, at least as large.
    const bool open = !rules::agenda(rules, placement.offering).sizes.empty();
    set(Known::size_memory, if_known(memory.known, {memory.value.low, open ? unbounded : memory.value.high}));
    set(Known::size_cpu, if_known(!open && cpu.known, cpu.value));
    set(Known::size_gpu_count, if_known(gpu_count.known, gpu_count.value));
    set(Known::size_holds, if_known(!open, {1, 1}));
    set(Known::size_price, std::nullopt);
    set(Known::size_card_price, std::nullopt);
  }
  if (stated == StatedMachine::unknown) enter_unknown_machine(rules, slots);
  const Entry set_headroom{rules, slots, placement.headroom_needs};
  set_headroom(Known::headroom, Interval{placement.headroom_low, placement.headroom_high});
}

/// Enters what a month costs, which takes all of the others. Gives back what the bill lacks.
std::vector<std::string_view> enter_cost(const RuleSet& rules, const Situation& situation, unsigned offering,
                                         std::vector<Slot>& slots) {
  if (rules.known(Known::monthly_cost) == no_fact) return {};
  const AtItsDoor door(rules, situation, offering, slots);
  Total month = total(rules, offering, slots);
  const Entry set{rules, slots, month.needs};
  set(Known::monthly_cost, if_known(month.known, month.micro));
  return std::move(month.lacks);
}

}  // namespace

void score(const RuleSet& rules, Situation& situation, const std::vector<std::string>& priorities,
           Placement& placement) {
  std::vector<Slot>& slots = situation.slots();
  const StatedMachine stated = take_stated_machine(rules, slots, placement);
  enter_computed(rules, placement, stated, slots);
  enter_modelled(rules, placement.offering, slots);
  derive(rules, placement.offering, slots, rules::DerivedStage::late);
  if (stated == StatedMachine::none && take_cheapest_machine(rules, slots, placement))
    enter_machine(rules, placement, slots);
  derive(rules, placement.offering, slots, rules::DerivedStage::packed);
  placement.cost_lacks = enter_cost(rules, situation, placement.offering, slots);
  std::int64_t low = 0, high = 0, weights = 0;
  for (const Criterion& criterion : rules.rows<Criterion>()) {
    const std::string_view id = rules.text(criterion.id);
    CriterionScore part;
    part.id = id;
    part.title = rules.text(criterion.title);
    part.weight = criterion.weight * halves(priorities, id);
    part.score = read(rules.rows(criterion.curve),
                      slots[criterion.of].known ? slots[criterion.of].value : Interval{0, unbounded});
    low += std::int64_t{part.weight} * part.score.low;
    high += std::int64_t{part.weight} * part.score.high;
    weights += part.weight;
    placement.criteria.push_back(std::move(part));
  }
  if (weights == 0) return;
  placement.score = {static_cast<std::int32_t>(low / weights),
                     static_cast<std::int32_t>((high + weights - 1) / weights)};
}

}  // namespace placer::engine
