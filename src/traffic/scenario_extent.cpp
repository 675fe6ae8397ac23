// How much is simulated, and how much before it is looked at: long enough for what changes slowest, be it the
// traffic, an autoscaler or the machines below, and no longer than anybody waits.
#include "traffic/scenario_draft.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace placer::traffic {
namespace {

constexpr double usual_requests = 1e6;  // of all runs
constexpr std::size_t usual_runs = 16, least_runs = 4;

// Runs are skewed where each sees one burst or two, and intervals from them too narrow.
constexpr double turns = 8;
constexpr double looks_of_scaler = 30 * minute;  // what each run of an autoscaler sees at least

/// What is simulated within some seconds on two processors.
double most_requests(const Plan& plan) { return std::holds_alternative<Shared>(plan.model) ? 2e7 : 1e8; }

/// The longest time for which something is remembered: an idle instance, a recommendation, a machine.
double memory_of(const Shared& model) {
  constexpr double least = 10 * minute;
  double memory = std::max(least, model.idle_timeout) + model.start;
  if (const auto* horizontal = std::get_if<HorizontalScaling>(&model.scaling))
    memory += horizontal->scaler.settings().stabilisation;
  if (model.packing.per_node > 0) memory += model.node_start + model.node_idle;
  return memory;
}
double memory_of(const PerRequest& model) { return model.idle_timeout; }

double memory_of(const Plan& plan) {
  return std::visit([](const auto& model) { return memory_of(model); }, plan.model);
}

/// As long as is looked at, within ten times what is remembered, but no more than some million requests.
double warm_up_of(const Plan& plan, const Service& service) {
  constexpr double services = 20, memories = 10, enough = 5e6, most = 2e7;
  const double rate = plan.arrivals.mean_rate();
  const double each =
      std::min(plan.duration, static_cast<double>(plan.requests) / static_cast<double>(plan.runs) / rate);
  const double memory = memory_of(plan), settles = memory + services * service.warm.mean();
  return std::min(std::clamp(each, settles, std::max(settles, memories * memory)),
                  std::max(enough / rate, std::min(settles, most / rate)));
}

/// As many instances as the mean rate fills to seven tenths, which the targets of all scalers are near.
void begin_with_usual(Plan& plan, const Service& service) {
  auto* shared = std::get_if<Shared>(&plan.model);
  if (shared == nullptr) return;
  constexpr double usual_target = 0.7, most = 1e6;
  const double at_once = 1 + (shared->concurrency - 1) * shared->overlap;
  const double needed = plan.arrivals.mean_rate() * service.warm.mean() / (usual_target * at_once);
  shared->first = static_cast<std::uint64_t>(std::ceil(std::min(needed, most)));
}

/// As many as are possible, no less than `least`, and one where all of them would be the same.
std::size_t runs_within(const Plan& plan, double possible, std::size_t least) {
  const double some = std::clamp(possible, static_cast<double>(least), static_cast<double>(usual_runs));
  return std::min(plan.runs, static_cast<std::size_t>(some));
}

/// Where traffic changes by turns, or an autoscaler looks at it, so many requests may be too short a time.
void make_long_enough(Draft& draft, Plan& plan) {
  const double rate = plan.arrivals.mean_rate(), turn = plan.arrivals.turn();
  const bool shared = std::holds_alternative<Shared>(plan.model);
  const double least = turn > 0 ? turns * turn : shared ? looks_of_scaler : 0;
  if (usual_requests / static_cast<double>(plan.runs) / rate >= least) return;
  const double most = most_requests(plan) / rate;
  plan.requests = UINT64_MAX;
  plan.runs = runs_within(plan, most / (least + memory_of(plan)), least_runs);
  plan.duration = std::max(std::min(least, most / least_runs), std::min(least, 5 * minute));
  if (turn > 0 && plan.duration < least)
    draft.in.note("bursts", number_text(plan.duration / turn),
                  "in each run, which are few: intervals may be too narrow; --duration makes it longer");
}

/// Where the caller says no more: a million requests, whole days of a rhythm, an hour of a queue, and a trace
/// once in each run.
void set_usual_extent(Draft& draft, Plan& plan) {
  constexpr double enough = 1e7;
  if (draft.settings.trace != nullptr) {
    plan.requests = draft.settings.trace->requests->size() * plan.runs;
  } else if (draft.pattern == "periodic" || draft.pattern == "queue") {
    plan.duration = draft.pattern == "queue" ? hour : day;
    const double requests = plan.arrivals.mean_rate() * plan.duration;
    plan.runs = runs_within(plan, enough / requests, 2);
  } else {
    plan.requests = static_cast<std::uint64_t>(usual_requests);
    if (std::holds_alternative<Shared>(plan.model)) plan.duration = day;
    make_long_enough(draft, plan);
  }
}

/// A part of a backlog is worked off soon, and says nothing of the rest of its hour.
void take_whole_backlogs(Draft& draft, Plan& plan) {
  const double backlog = plan.arrivals.mean_rate() * hour;
  if (draft.settings.requests) {
    const double hours = std::ceil(static_cast<double>(plan.requests) / backlog);
    plan.requests = UINT64_MAX;
    plan.runs = runs_within(plan, hours, 2);
    plan.duration = std::ceil(hours / static_cast<double>(plan.runs)) * hour;
  } else {
    plan.duration = std::ceil(plan.duration / hour) * hour;
  }
  draft.in.note("hours", number_text(plan.duration / hour), "in each run, with all messages of each");
}

/// Less than a day is at another time of it in each run. A number of requests would take longest where there
/// are few, and count these most: it is the time that they take on average.
void spread_over_day(Draft& draft, Plan& plan) {
  if (draft.settings.requests)
    plan.duration = std::min(plan.duration, static_cast<double>(plan.requests) /
                                                static_cast<double>(plan.runs) / plan.arrivals.mean_rate());
  plan.requests = UINT64_MAX;
  if (std::fmod(plan.duration, day) == 0) return;
  plan.staggered = true;
  draft.in.note("rhythm", fmt::format("{} apart", seconds_text(day / static_cast<double>(plan.runs))),
                "each run begins at another time of the day");
}

}  // namespace

void set_extent(Draft& draft, const Service& service) {
  const Settings& settings = draft.settings;
  Plan& plan = draft.scenario.plan;
  plan.runs = plan.arrivals.is_random() || !service.is_constant ? usual_runs : 1;
  plan.requests = settings.requests.value_or(UINT64_MAX);
  plan.duration = settings.duration.value_or(Arrivals::never);
  if (!settings.requests && !settings.duration)
    set_usual_extent(draft, plan);
  else if (draft.pattern == "queue")
    take_whole_backlogs(draft, plan);
  else if (draft.pattern == "periodic")
    spread_over_day(draft, plan);
  plan.until_done = settings.trace != nullptr || draft.pattern == "scheduled" || draft.pattern == "queue";
  if (plan.until_done) return;
  plan.warm_up = warm_up_of(plan, service);
  begin_with_usual(plan, service);
}

}  // namespace placer::traffic
