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

double Draft::own_seconds(std::string_view fact, rules::ScalingParameter parameter, double otherwise) {
  const auto own = in.fact(fact, milliseconds);
  return own ? *own : seconds(parameter, otherwise);
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

namespace {

/// What a fixed number of instances cannot serve waits longer and longer, so that no time of a request is one
/// that holds.
void note_overload(Draft& draft, const Plan& plan) {
  const auto* shared = std::get_if<Shared>(&plan.model);
  if (shared == nullptr || !std::holds_alternative<FixedScaling>(shared->scaling)) return;
  const double at_once = 1 + (shared->concurrency - 1) * shared->overlap;
  const double load =
      plan.arrivals.mean_rate() * shared->service.mean() / (static_cast<double>(shared->least) * at_once);
  if (load >= 1)
    draft.in.note(
        "overloaded", fmt::format("{:.3g}%", 100 * load),
        "of what the instances can serve: requests wait as long as it goes on, and their times say how "
        "long that was");
}

}  // namespace

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
  note_overload(draft, plan);
  set_extent(draft, service);
  draft.scenario.theory = theory_of(plan, draft.pattern);
  return std::move(draft.scenario);
}

}  // namespace placer::traffic
