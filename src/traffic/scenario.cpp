#include "traffic/scenario.hpp"

#include "traffic/scenario_draft.hpp"
#include "traffic/theory.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::traffic {
namespace {

constexpr double hour = 3600, day = 24 * hour;

/// Where the caller says no more: a million requests, whole days of a rhythm, an hour of a queue, and a trace
/// once in each run.
void set_usual_extent(const Draft& draft, Plan& plan) {
  constexpr std::uint64_t usual_requests = 1'000'000;
  constexpr double enough = 1e7;
  if (draft.settings.trace != nullptr) {
    plan.requests = draft.settings.trace->requests->size() * plan.runs;
  } else if (draft.pattern == "periodic" || draft.pattern == "queue") {
    plan.duration = draft.pattern == "queue" ? hour : day;
    const double requests = plan.arrivals.mean_rate() * plan.duration;
    plan.runs = static_cast<std::size_t>(std::clamp(enough / requests, 2.0, 16.0));
  } else {
    plan.requests = usual_requests;
    if (std::holds_alternative<Shared>(plan.model)) plan.duration = day;
  }
}

/// As long as is looked at, within ten idle timeouts, but no more than some million requests.
double warm_up_of(const Plan& plan, const Service& service) {
  constexpr double least_idle = 600, services = 20, timeouts = 10;
  const double each = std::min(plan.duration, static_cast<double>(plan.requests) /
                                                  static_cast<double>(plan.runs) / plan.arrivals.mean_rate());
  const auto* shared = std::get_if<Shared>(&plan.model);
  const double idle = shared != nullptr ? std::max(least_idle, shared->idle_timeout)
                                        : std::get<PerRequest>(plan.model).idle_timeout;
  const double settles = idle + services * service.warm.mean();
  const double settled = std::clamp(each, settles, std::max(settles, timeouts * idle));
  const double most_requests = shared != nullptr ? 1e6 : 5e6;
  return std::min(settled, most_requests / plan.arrivals.mean_rate());
}

void set_extent(const Draft& draft, const Service& service, Plan& plan) {
  const Settings& settings = draft.settings;
  plan.requests = settings.requests.value_or(UINT64_MAX);
  plan.duration = settings.duration.value_or(Arrivals::never);
  if (!settings.requests && !settings.duration) set_usual_extent(draft, plan);
  plan.until_done = settings.trace != nullptr || draft.pattern == "scheduled" || draft.pattern == "queue";
  if (!plan.until_done) plan.warm_up = warm_up_of(plan, service);
}

}  // namespace

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
  if (draft.failed()) return std::move(draft.scenario);
  set_extent(draft, service, plan);
  draft.scenario.theory = theory_of(plan, draft.pattern);
  return std::move(draft.scenario);
}

}  // namespace placer::traffic
