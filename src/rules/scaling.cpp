#include "rules/scaling.hpp"

#include "rules/rule_set.hpp"

#include <array>

namespace placer::rules {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(ScalingModel::last)> models{
    "by-request", "cloud-run", "knative", "horizontal", "fixed"};

constexpr std::array<ScalingName, static_cast<std::size_t>(ScalingParameter::last)> names{{
    {"model", Unit::count, "how instances are added and given up"},
    {"idle_timeout", Unit::duration, "how long an instance without requests is kept"},
    {"most_busy", Unit::count, "instances that may be busy at once; more requests are refused"},
    {"starts_per_window", Unit::count, "instances that may start in a window; more requests are refused"},
    {"start_window", Unit::duration, "that window"},
    {"cpu_target", Unit::percent, "share of its processors that an instance is to use"},
    {"concurrency_target", Unit::percent, "share of the requests it may take that an instance is to have"},
    {"window", Unit::duration, "over which the load is averaged"},
    {"period", Unit::duration, "between two decisions"},
    {"pending_wait", Unit::duration,
     "how long a request waits for an instance at least before it is refused"},
    {"pending_starts", Unit::vcpu, "the same in mean starts, where that is longer"},
    {"concurrency", Unit::count, "requests for each instance where nobody states it"},
    {"panic_window", Unit::duration, "over which the load is averaged to see a sudden rise"},
    {"panic_threshold", Unit::vcpu, "how many times the instances there are must be wanted for a panic"},
    {"most_up", Unit::vcpu, "by which factor one decision adds at most"},
    {"most_down", Unit::vcpu, "by which factor one decision takes away at most"},
    {"tolerance", Unit::percent, "how far the load may be off its target without a decision"},
    {"stabilisation", Unit::duration, "whose highest wish counts before instances are taken away"},
    {"most_added", Unit::count, "instances that one decision may add, where the factor allows less"},
    {"node_start", Unit::duration,
     "until a new machine takes instances, where there is no room on the others"},
    {"node_idle", Unit::duration, "until a machine without instances is given up"},
}};

}  // namespace

std::span<const ScalingName> scaling_names() { return names; }
std::span<const std::string_view> scaling_models() { return models; }

const Scaling* find_scaling(const RuleSet& rules, unsigned offering, ScalingParameter parameter) {
  for (const Scaling& row : rules.rows<Scaling>())
    if ((row.offerings >> offering & 1U) != 0 && row.parameter == parameter) return &row;
  return nullptr;
}

std::optional<ScalingModel> scaling_model(const RuleSet& rules, unsigned offering) {
  const Scaling* row = find_scaling(rules, offering, ScalingParameter::model);
  return row == nullptr ? std::nullopt : std::optional(static_cast<ScalingModel>(row->value.low));
}

std::string scaling_text(const Scaling& row) {
  if (row.parameter == ScalingParameter::model)
    return std::string(models[static_cast<std::size_t>(row.value.low)]);
  return format_quantity(row.value, names[static_cast<std::size_t>(row.parameter)].unit);
}

}  // namespace placer::rules
