// A scenario while it is made: what its parts share. A part is a function of its own file that reads what it
// needs from the caller's settings, the facts and the parameters, in this order, and lists it.
#pragma once

#include "traffic/inputs.hpp"
#include "traffic/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace placer::traffic {

// Base units of facts and parameters in a second, a request a second, and one.
inline constexpr double milliseconds = 1000, thousandths = 1000, millionths = 1e6;

// In seconds.
inline constexpr double minute = 60, hour = 60 * minute, day = 24 * hour;

class Draft {
 public:
  Draft(const rules::RuleSet& rules, unsigned offering, const WorkloadReport& workload, const Settings& set)
      : settings(set), in(rules, offering, workload, scenario.inputs) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const Settings& settings;
  Scenario scenario;
  Inputs in;
  std::string_view pattern;  ///< of the traffic; empty for a trace

  /// Of several problems the first one counts.
  void fail(std::string problem, std::string help) {
    if (failed()) return;
    scenario.problem = std::move(problem);
    scenario.help = std::move(help);
  }
  bool failed() const { return !scenario.problem.empty(); }

  /// A value that the caller sets, or else another.
  template <class Otherwise>
  std::optional<double> value(std::optional<double> set, const char* option, const Otherwise& otherwise) {
    if (!set) return otherwise();
    in.note(option, number_text(*set), "option");
    return set;
  }
  template <class Otherwise>
  std::uint64_t count(std::optional<std::uint64_t> set, const char* option, const Otherwise& otherwise) {
    if (!set) return otherwise();
    in.note(option, *set == UINT64_MAX ? "none" : std::to_string(*set), "option");
    return *set;
  }

  std::uint64_t fact(std::string_view name, std::uint64_t otherwise);
  std::uint64_t parameter(rules::ScalingParameter parameter, std::uint64_t otherwise);
  double seconds(rules::ScalingParameter parameter, double otherwise);
  /// What an autoscaler of one's own says in a fact, or else a parameter.
  double own_seconds(std::string_view fact, rules::ScalingParameter parameter, double otherwise);
  double share(rules::ScalingParameter parameter, double otherwise);
  /// How full an autoscaler of one's own lets instances get: as it says, or else a parameter.
  double utilisation(rules::ScalingParameter parameter, double otherwise);
  double number(rules::ScalingParameter parameter, double otherwise);
};

/// How long requests take.
struct Service {
  Distribution warm = Distribution::constant(0);
  bool is_constant = false;  ///< and not at random

  /// Another time of the same kind, with that mean.
  Distribution like(double mean) const {
    return is_constant ? Distribution::constant(mean) : Distribution::exponential(mean);
  }
};

Arrivals read_arrivals(Draft& draft);
Service read_service(Draft& draft);
Model read_model(Draft& draft, rules::ScalingModel model, const Service& service);
/// Of the plan that is there by then.
void set_extent(Draft& draft, const Service& service);
/// What the caller sets and nothing has asked for is a problem.
void refuse_unused(Draft& draft);

}  // namespace placer::traffic
