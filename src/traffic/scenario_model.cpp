// What scales, and how.
#include "traffic/scenario_draft.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::traffic {
namespace {

using rules::ScalingModel;
using rules::ScalingParameter;

/// From a request without an instance to its first line. Pods start on a machine that is there, which is the
/// low end of what is known of them; other machines are reckoned apart.
double start_of(Draft& draft, bool of_pods) {
  const auto stated = draft.value(draft.settings.start, "start", [] { return std::optional<double>(); });
  if (stated) return *stated;
  if (draft.in.fact("snapstart").value_or(0) > 0)
    if (const auto restore = draft.in.property("restore_time", milliseconds, false)) return *restore;
  const double start = draft.in.property("start_time", milliseconds, of_pods).value_or(0);
  if (const auto own = draft.in.fact("startup_time", milliseconds)) return start + *own;
  draft.in.note("startup_time", "0s", "not stated; what the program itself needs comes on top");
  return start;
}

double idle_timeout_of(Draft& draft) {
  return *draft.value(draft.settings.idle_timeout, "idle-timeout",
                      [&] { return std::optional(draft.seconds(ScalingParameter::idle_timeout, 0)); });
}

std::uint64_t least_of(Draft& draft) {
  return draft.count(draft.settings.least, "instances", [&] { return draft.fact("scale.min", 0); });
}

/// Of what the workload allows itself and the platform allows, the smaller. What is set for pods, of which
/// each takes many requests, bounds no function that takes one: the bill does not let it either.
std::uint64_t most_of(Draft& draft, bool one_each) {
  return draft.count(draft.settings.cap, "cap", [&] {
    const std::uint64_t allowed = draft.parameter(ScalingParameter::most_busy, UINT64_MAX);
    if (!one_each || draft.in.is_written_for_platform()) {
      const std::uint64_t most = draft.fact("scale.max", UINT64_MAX);
      if (most != UINT64_MAX) return std::min(allowed, most);
      const auto unless_raised = draft.in.property("instances_unless_raised", 1, false);
      return unless_raised ? std::min(allowed, static_cast<std::uint64_t>(*unless_raised)) : allowed;
    }
    draft.in.note_text("scale.max", "not simulated: an instance of a function takes one request; see --cap");
    return allowed;
  });
}

std::uint32_t concurrency_of(Draft& draft) {
  constexpr std::uint64_t most = 10'000;
  const std::uint64_t number = draft.count(draft.settings.concurrency, "concurrency", [&] {
    const std::uint64_t stated = draft.fact("concurrency", 0);
    return stated > 0 ? stated : draft.parameter(ScalingParameter::concurrency, 1);
  });
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(number, 1, most));
}

double billing_step_of(Draft& draft) {
  return draft.in.property("billing_step", milliseconds, false).value_or(0);
}

PerRequest per_request(Draft& draft, const Service& service) {
  PerRequest model{.warm = service.warm};
  if (const auto cold =
          draft.value(draft.settings.cold, "cold-service", [] { return std::optional<double>(); }))
    model.cold = service.like(*cold);
  else
    model.start = start_of(draft, false);
  model.idle_timeout = idle_timeout_of(draft);
  model.billing_step = billing_step_of(draft);
  model.kept = least_of(draft);
  model.most_busy = most_of(draft, true);
  model.starts_per_window = draft.count(draft.settings.starts, "starts", [&] {
    return draft.parameter(ScalingParameter::starts_per_window, UINT64_MAX);
  });
  if (model.starts_per_window != UINT64_MAX) model.window = draft.seconds(ScalingParameter::start_window, 10);
  return model;
}

Scaling cloud_run(Draft& draft, Shared& shared) {
  shared.starts_for_requests = true;
  shared.billing_step = billing_step_of(draft);
  shared.idle_timeout = idle_timeout_of(draft);
  if (draft.pattern != "queue") {
    // One after the other: inputs are listed in the order in which they are asked for.
    const double starts = draft.number(ScalingParameter::pending_starts, 3.5);
    const double wait = draft.seconds(ScalingParameter::pending_wait, 10);
    shared.pending_wait = cloud_run_pending_wait(shared.start, starts, wait);
  }
  const double cpu = draft.share(ScalingParameter::cpu_target, 0.6);
  const double concurrency = draft.share(ScalingParameter::concurrency_target, 0.6);
  const double window = draft.seconds(ScalingParameter::window, 60);
  return CloudRunScaling{
      {cpu, concurrency}, shared.overlap < 1, window, draft.seconds(ScalingParameter::period, 5)};
}

Scaling knative(Draft& draft, const Shared& shared) {
  KnativeScaler::Settings settings;
  settings.target = draft.utilisation(ScalingParameter::concurrency_target, 0.7) * shared.concurrency;
  settings.stable_window = draft.own_seconds("scale.window", ScalingParameter::window, 60);
  const auto panic = draft.in.fact("scale.panic_threshold", 100);
  settings.panic_threshold = panic ? *panic : draft.number(ScalingParameter::panic_threshold, 2);
  settings.max_scale_up = draft.number(ScalingParameter::most_up, 1000);
  settings.max_scale_down = draft.number(ScalingParameter::most_down, 2);
  KnativeScaling scaling{KnativeScaler(settings), settings.stable_window};
  scaling.panic_window = draft.own_seconds("scale.panic_window", ScalingParameter::panic_window, 6);
  scaling.period = draft.seconds(ScalingParameter::period, 2);
  scaling.grace = idle_timeout_of(draft);
  draft.in.note_text("scale.metric", "not simulated: requests in progress are what is counted");
  return scaling;
}

Scaling horizontal(Draft& draft, Shared& shared) {
  shared.least = std::max<std::uint64_t>(1, shared.least);
  draft.in.note_text("scale.metric", "not simulated: processors are what is looked at");
  HorizontalScaler::Settings settings;
  settings.target = draft.utilisation(ScalingParameter::cpu_target, 0.8);
  settings.tolerance = draft.share(ScalingParameter::tolerance, 0.1);
  settings.stabilisation = draft.own_seconds("scale.stabilisation", ScalingParameter::stabilisation, 300);
  settings.most_factor = draft.number(ScalingParameter::most_up, 2);
  settings.most_pods = draft.parameter(ScalingParameter::most_added, 4);
  return HorizontalScaling{HorizontalScaler(settings), draft.seconds(ScalingParameter::period, 15)};
}

Scaling fixed(Draft& draft, Shared& shared) {
  if (shared.least == 0)
    draft.fail("how many instances run is not known", "write `scale: {min: 2}`, or give --instances 2");
  shared.most = shared.least;
  return FixedScaling{shared.least};
}

/// Functions that a queue is worked off by: as many as messages wait, and none of these is refused.
Scaling on_demand(Draft& draft, Shared& shared) {
  constexpr double looks = 10;
  shared.billing_step = billing_step_of(draft);
  shared.starts_for_requests = true;
  shared.idle_timeout = idle_timeout_of(draft);
  return CloudRunScaling{{1, 1}, false, looks, looks};
}

Scaling scaling_of(Draft& draft, ScalingModel model, Shared& shared) {
  switch (model) {
    case ScalingModel::by_request: return on_demand(draft, shared);
    case ScalingModel::cloud_run: return cloud_run(draft, shared);
    case ScalingModel::knative: return knative(draft, shared);
    case ScalingModel::horizontal: return horizontal(draft, shared);
    case ScalingModel::fixed:
    case ScalingModel::last: break;
  }
  return fixed(draft, shared);
}

/// Room on machines, as bills reckon it.
void read_room(Draft& draft, Packing& packing) {
  const auto share = [&](std::string_view name, std::uint64_t otherwise) {
    return static_cast<std::uint64_t>(draft.in.fact(name).value_or(static_cast<double>(otherwise)));
  };
  packing.least = draft.fact("usage.least_nodes", 0);
  packing.spare = share("usage.spare_nodes", 0);
  packing.reckoned = share("usage.packing_reckoned", Packing::whole);
  packing.full = std::max<std::uint64_t>(1, share("usage.packing", Packing::whole));
}

/// The machines below: those that the caller packs take their time to start, those of the bill are there.
void add_nodes(Draft& draft, Shared& shared) {
  const auto held = draft.in.held_by_machine();
  if (draft.settings.per_node && (held || draft.in.has(ScalingParameter::node_start))) {
    shared.packing.per_node =
        draft.count(draft.settings.per_node, "pods-per-node", [] { return std::uint64_t{0}; });
    shared.node_start = draft.seconds(ScalingParameter::node_start, 0);
  } else if (held) {
    shared.packing.per_node = static_cast<std::uint64_t>(held->low);
    const std::string_view name = draft.in.size_name();
    draft.in.note("pods-per-node",
                  held->is_point() ? std::to_string(held->low) : fmt::format("{} or more", held->low),
                  fmt::format("what {} holds; with --pods-per-node machines take their time to start",
                              name.empty() ? "the machine of the bill" : name));
    if (!held->is_point()) shared.most_per_node = static_cast<std::uint64_t>(held->high);
  } else {
    return;
  }
  read_room(draft, shared.packing);
  shared.node_idle = draft.seconds(ScalingParameter::node_idle, 600);
}

Shared shared(Draft& draft, ScalingModel model, const Service& service) {
  const bool by_request = model == ScalingModel::by_request;
  Shared made{.service = service.warm};
  made.concurrency = by_request ? 1 : concurrency_of(draft);
  if (!by_request)
    made.overlap = *draft.value(draft.settings.overlap, "overlap", [&] {
      draft.in.note("overlap", "1",
                    "requests of an instance do not slow each other down; --overlap 0: they do");
      return std::optional(1.0);
    });
  made.start = start_of(draft, model == ScalingModel::horizontal || model == ScalingModel::knative);
  made.least = least_of(draft);
  made.most = model == ScalingModel::fixed ? made.least : most_of(draft, false);
  // What is kept for the requests of an instance is kept for all of them, whether they come or not.
  constexpr std::uint64_t most_kept = 20'000'000;
  if (made.most > most_kept / made.concurrency) {
    made.most = most_kept / made.concurrency;
    draft.in.note("most instances", std::to_string(made.most), "as many as are simulated");
  }
  made.scaling = scaling_of(draft, model, made);
  made.most = std::max<std::uint64_t>({1, made.most, made.least});
  add_nodes(draft, made);
  return made;
}

}  // namespace

Model read_model(Draft& draft, ScalingModel model, const Service& service) {
  if (model == ScalingModel::by_request && draft.pattern != "queue") return per_request(draft, service);
  return shared(draft, model, service);
}

}  // namespace placer::traffic
