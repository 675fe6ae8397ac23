// Instances that take several requests at once, and an autoscaler that looks at them from time to time.
//
//   a request goes to the instance with the fewest of those that take requests; where all are full it waits,
//   first come, first served, and is refused where it has waited too long;
//   in an instance requests share the processor: with n of them each needs n / (1 + (n - 1) * overlap) times
//   as long as alone;
//   an instance that is no longer wanted takes no more requests; it is given up when it has been idle for the
//   timeout, and is the first to be taken back before;
//   instances beyond the room on the machines wait for another machine.
#pragma once

#include "traffic/arrivals.hpp"
#include "traffic/distribution.hpp"
#include "traffic/nodes.hpp"
#include "traffic/per_request.hpp"
#include "traffic/scaling.hpp"
#include "traffic/tally.hpp"

#include <cstdint>
#include <limits>

namespace placer::traffic {

struct Shared {
  Distribution service = Distribution::constant(0);  ///< of a request that is alone in its instance
  double overlap = 1;  ///< 1: requests do not slow each other down; 0: they run one after the other
  std::uint32_t concurrency = 1;
  double start = 0;  ///< until a new instance takes requests
  std::uint64_t least = 0, most = UINT64_MAX;
  std::uint64_t first = 0;  ///< that there are at the beginning, where these are more than `least`
  double idle_timeout = 0;
  double billing_step = 0;  ///< the time in which an instance has a request is rounded up to a multiple of it
  double pending_wait = std::numeric_limits<double>::infinity();
  bool starts_for_requests = false;  ///< one that finds no room has an instance started at once
  Packing packing = {};              ///< onto machines
  std::uint64_t most_per_node = 0;   ///< instances on a machine where they turn out smaller; 0: they do not
  double node_start = 0, node_idle = 0;
  Scaling scaling = FixedScaling{};
};

/// Simulates it, from the first instances on.
Tally simulate(const Shared& model, const Arrivals& arrivals, const Extent& extent, Random random,
               Timeline* timeline = nullptr);

}  // namespace placer::traffic
