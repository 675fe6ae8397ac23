#include "traffic/scenario.hpp"

#include "traffic/scenario_draft.hpp"
#include "traffic/theory.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::traffic {

std::uint64_t Draft::fact(std::string_view name, std::uint64_t otherwise) {
  constexpr double most = 1e12;
  const auto number = in.fact(name);
  return number ? static_cast<std::uint64_t>(std::clamp(*number, 0.0, most)) : otherwise;
}

std::uint64_t Draft::parameter(rules::ScalingParameter parameter, std::uint64_t otherwise) {
  const auto number = in.parameter(parameter);
  return number ? static_cast<std::uint64_t>(*number) : otherwise;
}

double Draft::seconds(rules::ScalingParameter parameter, double otherwise) {
  return in.parameter(parameter, milliseconds).value_or(otherwise);
}

double Draft::share(rules::ScalingParameter parameter, double otherwise) {
  return in.parameter(parameter, millionths).value_or(otherwise);
}

double Draft::utilisation(rules::ScalingParameter parameter, double otherwise) {
  const auto own = in.fact("scale.utilisation", millionths);
  return own ? *own : share(parameter, otherwise);
}

double Draft::number(rules::ScalingParameter parameter, double otherwise) {
  return in.parameter(parameter, thousandths).value_or(otherwise);
}

Scenario make_scenario(const rules::RuleSet& rules, unsigned offering, const WorkloadReport& workload,
                       const Settings& settings) {
  Draft draft(rules, offering, workload, settings);
  const auto model = rules::scaling_model(rules, offering);
  if (!model) {
    draft.fail(fmt::format("how {} scales is not modelled",
                           rules.text(rules.rows<rules::Offering>()[offering].full_id)),
               "`placer platforms PLATFORM` shows under \"Scaling\" what is; --on names another offering");
    return std::move(draft.scenario);
  }
  Plan& plan = draft.scenario.plan;
  draft.scenario.model = rules::scaling_models()[static_cast<std::size_t>(*model)];
  plan.seed = settings.seed;
  plan.arrivals = read_arrivals(draft);
  const Service service = read_service(draft);
  if (draft.failed()) return std::move(draft.scenario);
  plan.model = read_model(draft, *model, service);
  refuse_unused(draft);
  if (draft.failed()) return std::move(draft.scenario);
  set_extent(draft, service);
  draft.scenario.theory = theory_of(plan, draft.pattern);
  return std::move(draft.scenario);
}

}  // namespace placer::traffic
