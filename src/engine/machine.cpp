#include "engine/machine.hpp"

#include "engine/entry.hpp"
#include "engine/size_fit.hpp"
#include "rules/agenda.hpp"
#include "rules/room.hpp"
#include "rules/terms.hpp"

#include <string_view>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Truth;
using rules::Wide;

/// What an instance needs of its machine; what is presumed makes no machine larger.
struct Instance {
  Instance(const RuleSet& rules, const std::vector<Slot>& slots)
      : memory(need_of(slots[rules.known(Known::memory)])), cpu(need_of(slots[rules.known(Known::cpu)])) {}

  bool fits(const Size& row) const { return fit(row, cpu.low, memory.low, true).holds(); }

  Interval memory, cpu;
};

/// Whether it may be a machine for the workload: of its system, its architecture, its provider.
Truth is_of_kind(const RuleSet& rules, const std::vector<Slot>& slots, const Size& row) {
  FactSet unused;
  const Truth offered = rules::evaluate(rules, rules.rows(row.when), slots).truth;
  return eligible(rules, row, slots, offered, unused);
}

void take(const RuleSet& rules, const Size& row, Placement& placement) {
  SizeInfo size;
  size.name = rules.text(row.name);
  size.cpu = row.cpu.high;
  size.memory = row.memory.high;
  size.gpu_count = row.gpu_count;
  size.gpu = rules.text(row.gpu_card);
  placement.sizing.chosen = size;
  placement.sizing.row = &row;
  placement.sizing.smallest = false;
}

/// What so many instances cost in an hour, at both ends of their number together.
Wide price_of(const Size& row, const Instance& one, const Interval& instances) {
  constexpr std::int64_t whole = 1'000'000;  // an instance, in parts per million
  const Wide held = Wide{rules::held(row, {one.memory, one.cpu, {}}).low} * whole;
  return (rules::ceil_divide(instances.low, held) + rules::ceil_divide(instances.high, held)) *
         row.price.high;
}

}  // namespace

StatedMachine take_stated_machine(const RuleSet& rules, const std::vector<Slot>& slots,
                                  Placement& placement) {
  const FactId type = rules.known(Known::usage_node_type);
  Sizing& sizing = placement.sizing;
  if (type == no_fact || slots[type].texts == nullptr || slots[type].texts->empty() || !sizing.chosen ||
      !sizing.row->machine)
    return StatedMachine::none;
  const std::string_view name = slots[type].texts->front();
  const Instance one(rules, slots);
  bool recorded = false, here = false;
  for (const Size& row : rules.rows<Size>()) {
    if (!row.machine || rules.text(row.name) != name) continue;
    recorded = true;
    if ((row.offerings >> placement.offering & 1U) == 0) continue;
    here = true;
    if (is_of_kind(rules, slots, row) == Truth::no || !one.fits(row)) continue;
    take(rules, row, placement);
    sizing.exact = true;
    return StatedMachine::taken;
  }
  return recorded && !here ? StatedMachine::none : StatedMachine::unknown;
}

bool take_cheapest_machine(const RuleSet& rules, const std::vector<Slot>& slots, Placement& placement) {
  const FactId share = rules.known(Known::packed_share);
  const Sizing& sizing = placement.sizing;
  // Where several roles have machines of their own, the texts of them are there already.
  if (share == no_fact || !sizing.chosen || !sizing.exact || !sizing.chosen->text.empty()) return false;
  const Size& smallest = *sizing.row;
  const Slot& instances = slots[share];
  if (!smallest.machine || smallest.node || smallest.gpu_count > 0 || smallest.price.high == unbounded ||
      !instances.known || instances.value.high == unbounded)
    return false;
  const Instance one(rules, slots);
  const Size* best = &smallest;
  Wide least = price_of(smallest, one, instances.value);
  if (least <= Wide{2} * smallest.price.high) return false;
  for (const std::uint32_t index : rules.rows(rules::agenda(rules, placement.offering).sizes)) {
    const Size& row = rules.rows<Size>()[index];
    if (!row.machine || row.node || row.bursts || row.gpu_count > 0 || row.price.high == unbounded ||
        !one.fits(row))
      continue;
    const Wide price = price_of(row, one, instances.value);
    if (price >= least || is_of_kind(rules, slots, row) != Truth::yes) continue;
    best = &row;
    least = price;
  }
  if (best == &smallest) return false;
  take(rules, *best, placement);
  return true;
}

}  // namespace placer::engine
