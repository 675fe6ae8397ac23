// The result of `placer simulate`: pure data, ready to be printed, and what a bill is made of.
#pragma once

#include <placer/cost.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace placer {

/// A mean over independent runs, and the interval that holds the true one with 95 %.
struct Estimate {
  double mean = 0, low = 0, high = 0;
};

/// What a formula says of one of the results, with its name and how well it holds.
struct ClosedForm {
  std::string of;  ///< "p_cold", "rejected", "waited" or "instances"
  double value = 0;
  std::string name, holds;
};

/// What was put in, and where it is from: a fact, an option, a parameter of the platform, or what stands in
/// for something that nobody says.
struct SimulationInput {
  std::string name, value, origin;
};

/// One step of the first run. Times are seconds from its beginning.
struct SimulationStep {
  double begin = 0, length = 0;
  double instances = 0, running = 0;  ///< on average
  std::uint64_t requests = 0, cold = 0, refused = 0;
};

/// What is metered, of all runs together.
struct Metered {
  std::uint64_t requests = 0;      ///< that were taken
  double seconds = 0;              ///< of time that was simulated
  double instance_seconds = 0;     ///< of instances that lived, their starts included
  double busy_seconds = 0;         ///< of instances with at least one request
  double start_seconds = 0;        ///< of starts
  double request_seconds = 0;      ///< of requests in an instance
  double node_seconds = 0;         ///< of machines, where they are counted
  double fewest_node_seconds = 0;  ///< the same if as many instances as may are on each
  double rounding_seconds = 0;     ///< by which the busy ones are longer in steps of the bill

  Metered& operator+=(const Metered& other) {
    requests += other.requests;
    seconds += other.seconds;
    instance_seconds += other.instance_seconds;
    busy_seconds += other.busy_seconds;
    start_seconds += other.start_seconds;
    request_seconds += other.request_seconds;
    node_seconds += other.node_seconds;
    fewest_node_seconds += other.fewest_node_seconds;
    rounding_seconds += other.rounding_seconds;
    return *this;
  }
};

struct Simulation {
  std::string workload;  ///< its name, as it is written
  std::string offering;  ///< "platform/offering"
  std::string model;     ///< how it scales: "by-request"
  std::uint64_t seed = 0;
  std::size_t runs = 0;
  std::uint64_t requests = 0;  ///< of all runs, the refused ones included
  std::uint64_t cold = 0, refused = 0, queued = 0;
  Estimate p_cold;    ///< share of the requests that were taken
  Estimate rejected;  ///< share of all
  Estimate waited;    ///< share of those taken that waited, be it for a start
  Estimate latency;   ///< seconds from arrival to end
  double p50 = 0, p95 = 0, p99 = 0, p999 = 0;
  Estimate instances, running;  ///< that live, and those of them with a request
  std::uint64_t most_instances = 0;
  Estimate lifespan;     ///< seconds from start to end of an instance; 0 where none ended
  Estimate nodes;        ///< machines; 0 where they are not counted
  Estimate utilisation;  ///< running instances as a share of those that live
  Metered metered;
  std::vector<Metered> metered_by_run;  ///< the same of each run
  std::optional<Cost> cost;             ///< of a month like it
  /// What holds the true bill with 95 %, in nano-USD: from the low end of the low end of `cost` to the high
  /// end of its high end.
  Interval cost_ci95{0, unbounded};
  std::vector<ClosedForm> theory;
  std::vector<SimulationStep> steps;
  std::vector<SimulationInput> inputs;
};

}  // namespace placer
