#include "engine/runs.hpp"

#include "base/schedule_runs.hpp"

#include <fmt/core.h>

namespace placer::engine {
namespace {

const Fact* find(const rules::RuleSet& rules, const Workload& workload, std::string_view name) {
  const FactId id = rules.find_fact(name);
  return id == no_fact ? nullptr : workload.find(id);
}

bool is_scheduled(const rules::RuleSet& rules, const Workload& workload) {
  const FactId id = rules.known(rules::Known::trigger);
  const Fact* trigger = workload.find(id);
  if (trigger == nullptr || !trigger->has_value()) return false;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(id).symbols))
    if (rules.text(symbol.name) == "schedule") return trigger->value.low == std::int64_t{1} << symbol.bit;
  return false;
}

}  // namespace

void add_runs(const rules::RuleSet& rules, Workload& workload) {
  const Fact* schedule = find(rules, workload, "schedule");
  const FactId monthly = rules.find_fact("traffic.monthly");
  if (schedule == nullptr || !schedule->has_value() || schedule->texts.empty() || monthly == no_fact ||
      find(rules, workload, "traffic.average") != nullptr || !is_scheduled(rules, workload))
    return;
  const std::optional<Interval> runs = runs_a_month(schedule->texts.front());
  if (!runs) return;
  Fact fact;
  fact.id = monthly;
  fact.origin = Origin::derived;
  fact.value = *runs;
  fact.where = schedule->where;
  fact.note = fmt::format("the runs of `{}` in a month of 730 hours", schedule->texts.front());
  workload.add(std::move(fact));
}

}  // namespace placer::engine
