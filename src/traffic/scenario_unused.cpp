// Options without an effect. Each one that is used stands in the list of inputs; one that is not would leave
// its caller with another result than he thinks.
#include "traffic/scenario_draft.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer::traffic {
namespace {

struct Option {
  std::string_view name;
  bool set;
  std::string_view of;  ///< what it is, with what it is for
};

bool is_used(const Scenario& scenario, std::string_view name) {
  return std::any_of(scenario.inputs.begin(), scenario.inputs.end(), [&](const SimulationInput& input) {
    return input.name == name && input.origin == "option";
  });
}

}  // namespace

void refuse_unused(Draft& draft) {
  const Settings& set = draft.settings;
  const std::array<Option, 12> options{{
      {"rate", set.rate.has_value(), "a trace says when requests come"},
      {"warm-service", set.warm.has_value(), "this trace says how long requests take"},
      {"service", !set.service.empty(), "this trace says how long requests take"},
      {"cold-service", set.cold.has_value(),
       "it is for functions that take one request at a time; --start is for all"},
      {"start", set.start.has_value(), "--cold-service has the start in it"},
      {"idle-timeout", set.idle_timeout.has_value(), "it is for functions, Cloud Run and Knative"},
      {"cap", set.cap.has_value(),
       "of a fixed number of tasks no more are started; --instances says how many"},
      {"starts", set.starts.has_value(), "it is for functions, whose starts are limited"},
      {"concurrency", set.concurrency.has_value(), "a function takes one request at a time"},
      {"overlap", set.overlap.has_value(), "a function takes one request at a time"},
      {"instances", set.least.has_value(), "nothing is kept here"},
      {"pods-per-node", set.per_node.has_value(),
       "it is for what runs on machines: pods and tasks that are not Fargate's"},
  }};
  for (const Option& option : options)
    if (option.set && !is_used(draft.scenario, option.name))
      return draft.fail(
          fmt::format("--{} has no effect on {}: {}", option.name, draft.in.offering_name(), option.of),
          fmt::format("leave --{} out", option.name));
}

}  // namespace placer::traffic
