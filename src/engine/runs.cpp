#include "engine/runs.hpp"

#include "base/schedule_runs.hpp"

#include <fmt/core.h>

#include <optional>
#include <string>
#include <utility>

namespace placer::engine {
namespace {

const Fact* find(const rules::RuleSet& rules, const Workload& workload, std::string_view name) {
  const FactId id = rules.find_fact(name);
  return id == no_fact ? nullptr : workload.find(id);
}

/// The bit of a choice's name; nothing where there is no such choice.
std::optional<std::int64_t> only(const rules::RuleSet& rules, FactId id, std::string_view name) {
  if (id == no_fact) return std::nullopt;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(id).symbols))
    if (rules.text(symbol.name) == name) return std::int64_t{1} << symbol.bit;
  return std::nullopt;
}

bool is_scheduled(const rules::RuleSet& rules, const Workload& workload) {
  const FactId id = rules.known(rules::Known::trigger);
  const Fact* trigger = workload.find(id);
  return trigger != nullptr && trigger->has_value() && trigger->value.low == only(rules, id, "schedule");
}

Fact derived(FactId id, const Interval& value, const Fact& schedule, std::string note) {
  Fact fact;
  fact.id = id;
  fact.origin = Origin::derived;
  fact.value = value;
  fact.where = schedule.where;
  fact.note = std::move(note);
  return fact;
}

void add_pattern(const rules::RuleSet& rules, const Fact& schedule, Workload& workload) {
  const FactId id = rules.known(rules::Known::traffic_pattern);
  const auto scheduled = only(rules, id, "scheduled");
  if (!scheduled || workload.find(id) != nullptr) return;
  workload.add(derived(id, {*scheduled, *scheduled}, schedule,
                       fmt::format("what `{}` starts comes at set times", schedule.texts.front())));
}

}  // namespace

void add_runs(const rules::RuleSet& rules, Workload& workload) {
  const Fact* found = find(rules, workload, "schedule");
  if (found == nullptr || !found->has_value() || found->texts.empty() || !is_scheduled(rules, workload))
    return;
  const Fact schedule = *found;
  const std::string& text = schedule.texts.front();
  add_pattern(rules, schedule, workload);
  const FactId monthly = rules.find_fact("traffic.monthly"), gap = rules.find_fact("traffic.gap");
  if (monthly == no_fact || workload.find(monthly) != nullptr ||
      find(rules, workload, "traffic.average") != nullptr)
    return;
  const std::optional<Interval> runs = runs_a_month(text);
  if (!runs) return;
  workload.add(
      derived(monthly, *runs, schedule, fmt::format("the runs of `{}` in a month of 730 hours", text)));
  const std::optional<Interval> between = gap_between_runs(text);
  if (gap != no_fact && workload.find(gap) == nullptr && between)
    workload.add(derived(gap, *between, schedule, fmt::format("from one run of `{}` to the next", text)));
}

}  // namespace placer::engine
