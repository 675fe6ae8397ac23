// What is simulated: from the facts of a workload, the parameters of an offering, and what the caller sets
// for the run. Each value that is used is listed with where it is from; what nobody says and cannot be done
// without is a problem, with what to write.
#pragma once

#include "traffic/replications.hpp"
#include "traffic/trace.hpp"

#include <placer/report.hpp>
#include <placer/simulation.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace placer::rules {
class RuleSet;
}

namespace placer::traffic {

/// What a caller sets in the place of facts and parameters; seconds and shares of one.
struct Settings {
  std::optional<double> rate, warm, cold, start, idle_timeout, overlap;
  std::optional<std::uint64_t> cap, starts, concurrency, least, per_node;
  std::string service;  ///< "constant", "exponential" or "log-normal"; empty: by the facts
  std::optional<std::uint64_t> requests;
  std::optional<double> duration;
  std::uint64_t seed = 1;
  const Trace* trace = nullptr;
  std::string trace_name;
};

struct Scenario {
  Plan plan;
  std::string model;
  std::vector<SimulationInput> inputs;
  std::vector<ClosedForm> theory;  ///< what formulas say of it
  std::string problem, help;       ///< what keeps it from being simulated; empty where nothing does
};

Scenario make_scenario(const rules::RuleSet& rules, unsigned offering, const WorkloadReport& workload,
                       const Settings& settings);

}  // namespace placer::traffic
