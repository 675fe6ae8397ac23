#include "engine/node_room.hpp"

#include "engine/finding.hpp"
#include "rules/terms.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Wide;

std::int64_t needed(const RuleSet& rules, const Situation& situation, Known known) {
  const Slot& slot = situation.slots()[rules.known(known)];
  return slot.known ? slot.value.high : 0;
}

/// The most of a dimension that one of the nodes has which hold the workload.
std::int64_t most(const RuleSet& rules, const Situation& situation, unsigned offering,
                  Interval Size::*dimension) {
  std::int64_t largest = 0;
  for (const Size& row : rules.rows<Size>())
    if (row.node && (row.offerings >> offering & 1U) != 0 &&
        row.cpu.high >= needed(rules, situation, Known::cpu) &&
        row.memory.high >= needed(rules, situation, Known::memory) &&
        row.gpu_count >= needed(rules, situation, Known::gpu_count))
      largest = std::max(largest, (row.*dimension).high);
  return largest;
}

}  // namespace

std::vector<Finding> node_room(const RuleSet& rules, const Situation& situation, const Placement& placement) {
  std::vector<Finding> result;
  const Sizing& sizing = placement.sizing;
  if (sizing.outcome != Outcome::pass || sizing.row == nullptr || !sizing.row->node) return result;
  const rules::Rule& rule = rules.rows<rules::Rule>()[size_rule(rules, placement.offering)];
  for (const auto& [known, dimension] :
       {std::pair(Known::cpu, &Size::cpu), std::pair(Known::memory, &Size::memory)}) {
    const FactId id = rules.known(known);
    const Fact* stated = situation.stated(id);
    const std::int64_t largest = most(rules, situation, placement.offering, dimension);
    if (stated == nullptr || stated->value.high == unbounded || largest == 0) continue;
    Finding finding;
    finding.rule = rules.text(rule.id);
    finding.remedy = rules.text(rule.remedy);
    finding.hardness = describe_hardness(rule.hardness);
    finding.fact = id;
    finding.needed = amount_of(rules, id, situation.slots()[id]);
    finding.allowed = {Interval{largest, largest}, finding.needed.unit,
                       format_quantity(largest, rules.fact(id).unit)};
    finding.margin = largest - stated->value.high;
    finding.used = static_cast<std::int64_t>(Wide{stated->value.high} * 1'000'000 / largest);
    finding.message =
        fmt::format("the largest node of the cluster that holds it has {} {}: {}", finding.allowed.text,
                    known == Known::cpu ? "vCPU" : "of memory", finding.needed.text);
    if (stated->where) finding.places.push_back(stated->where);
    result.push_back(std::move(finding));
  }
  return result;
}

}  // namespace placer::engine
