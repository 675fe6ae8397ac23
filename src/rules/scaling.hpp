// How offerings scale: the model of each, and its parameters, from the `scaling:` sections of the platforms.
// Only simulations look at them.
#pragma once

#include "rules/tables.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace placer::rules {

class RuleSet;

enum class ScalingModel : std::uint8_t { by_request, cloud_run, knative, horizontal, fixed, last };

enum class ScalingParameter : std::uint8_t {
  model,
  idle_timeout,
  most_busy,
  starts_per_window,
  start_window,
  cpu_target,
  concurrency_target,
  window,
  period,
  pending_wait,
  pending_starts,
  concurrency,
  panic_window,
  panic_threshold,
  most_up,
  most_down,
  tolerance,
  stabilisation,
  most_added,
  node_start,
  node_idle,
  last
};

struct Scaling {
  OfferingMask offerings = 0;
  Interval value;  ///< of the model its number
  TextRef note;
  std::uint16_t source = 0;
  ScalingParameter parameter = ScalingParameter::model;
  Spare<5> spare{};
};

struct ScalingName {
  std::string_view id;
  Unit unit;  ///< of plain numbers with a fraction, that of processors
  std::string_view summary;
};

/// All parameters, in their order.
std::span<const ScalingName> scaling_names();
/// The models' names, in their order.
std::span<const std::string_view> scaling_models();

/// What is said of one offering; null where nothing is.
const Scaling* find_scaling(const RuleSet& rules, unsigned offering, ScalingParameter parameter);
/// How it scales; nothing where no model is known.
std::optional<ScalingModel> scaling_model(const RuleSet& rules, unsigned offering);
/// The value for people: "324s", "by-request".
std::string scaling_text(const Scaling& row);

}  // namespace placer::rules
