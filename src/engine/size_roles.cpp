// The facts of a workload hold the largest value of each, which may be the processors of one pod and the
// accelerator of another: no machine need have both.
#include "engine/size_roles.hpp"

#include "base/text.hpp"
#include "rules/domain.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;

/// What a pod asks of its machine.
bool is_of_machine(const RuleSet& rules, FactId id) {
  for (const Known known : {Known::cpu, Known::memory, Known::gpu_count, Known::gpu_type, Known::gpu_memory,
                            Known::architecture, Known::operating_system})
    if (id == rules.known(known)) return true;
  return false;
}

bool is_smaller(const SizeInfo& a, const SizeInfo& b) {
  return std::tie(a.gpu_count, a.memory, a.cpu) < std::tie(b.gpu_count, b.memory, b.cpu);
}

/// Adds the sizing of one more role: the worst outcome stands, of those that pass the largest size.
void add(Sizing& all, Sizing one, std::vector<std::string>& texts) {
  all.needs |= one.needs;
  if (one.outcome > all.outcome) {
    one.needs = all.needs;
    all = std::move(one);
    return;
  }
  if (one.outcome != Outcome::pass || all.outcome != Outcome::pass || !one.chosen) return;
  if (std::find(texts.begin(), texts.end(), one.chosen->text) == texts.end())
    texts.push_back(one.chosen->text);
  if (all.chosen && !is_smaller(*all.chosen, *one.chosen)) return;
  one.needs = all.needs;
  all = std::move(one);
}

}  // namespace

Workload pod_of(const RuleSet& rules, const Workload& workload, std::size_t role) {
  Workload pod;
  pod.name = workload.name;
  pod.where = workload.where;
  pod.foreign = workload.foreign;
  for (const Fact& fact : workload.facts)
    if (!is_of_machine(rules, fact.id) || fact.origin == Origin::assumed) pod.facts.push_back(fact);
  for (const Fact& fact : workload.roles[role])
    if (pod.find(fact.id) == nullptr) pod.facts.push_back(fact);
  return pod;
}

bool is_partly_stated(const RuleSet& rules, const Workload& workload, FactId fact) {
  const Fact* largest = workload.find(fact);
  if (largest == nullptr || !largest->has_value() || largest->origin == Origin::assumed ||
      rules.fact(fact).has_usual || !is_of_machine(rules, fact))
    return false;
  return std::any_of(workload.roles.begin(), workload.roles.end(), [&](const std::vector<Fact>& role) {
    return std::none_of(role.begin(), role.end(),
                        [&](const Fact& one) { return one.id == fact && one.has_value(); });
  });
}

Situation situation_of(const RuleSet& rules, const Workload& pod, unsigned offering, bool strict) {
  Situation situation(rules, pod, strict);
  set_properties(rules, offering, situation.slots());
  derive(rules, offering, situation.slots());
  return situation;
}

void choose_sizes(const RuleSet& rules, const Workload& workload, const Situation& situation, bool strict,
                  Placement& placement) {
  if (workload.roles.empty()) return choose_size(rules, situation, placement);
  Sizing all;
  std::vector<std::string> texts;
  for (std::size_t role = 0; role < workload.roles.size(); ++role) {
    const Workload pod = pod_of(rules, workload, role);
    Placement one;
    one.offering = placement.offering;
    one.target = placement.target;
    choose_size(rules, situation_of(rules, pod, placement.offering, strict), one);
    if (one.sizing.chosen) one.sizing.chosen->text = size_text(rules, one.sizing);
    one.sizing.role = role;
    add(all, std::move(one.sizing), texts);
  }
  // Each role pays for a machine of its own, which the one size that counts does not say.
  if (all.chosen && texts.size() > 1) {
    all.exact = false;
    all.least.reset();
    all.least_row = nullptr;
    all.chosen->text = join(texts, " and ");
  }
  placement.sizing = std::move(all);
}

}  // namespace placer::engine
