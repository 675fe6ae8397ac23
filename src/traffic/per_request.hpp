// Scaling by the request, as functions do: each instance takes one request at once.
//
//   a request goes to the idle instance that was started last; without one a new instance starts, and the
//   request is cold;
//   an instance that was idle for the timeout is given up, unless it is one of those that are kept;
//   a request is refused where as many instances are busy as may be, or where no more may be started now.
#pragma once

#include "traffic/arrivals.hpp"
#include "traffic/distribution.hpp"
#include "traffic/histogram.hpp"

#include <cstdint>

namespace placer::traffic {

struct PerRequest {
  Distribution warm, cold;  ///< how long a request takes
  double start = 0;  ///< on top of what a trace says that a request takes, where it is cold
  double idle_timeout = 0;
  std::uint64_t most_busy = UINT64_MAX;
  std::uint64_t kept = 0;
  /// No more than so many starts in each window; what one does not use is lost.
  std::uint64_t starts_per_window = UINT64_MAX;
  double window = 10;
};

/// What was seen from `begin` on, of as many requests as were asked for.
struct Tally {
  std::uint64_t requests = 0, cold = 0, refused = 0;
  double time = 0;         ///< seconds that were looked at
  double busy = 0;         ///< seconds of all instances together in which they had a request
  double alive = 0;        ///< seconds of all instances together
  std::uint64_t ended = 0; ///< instances that were given up
  double lifespans = 0;    ///< of those, from their start
  std::uint64_t most_alive = 0;
  Histogram latency;       ///< of the requests that were not refused
};

/// Simulates `warm_up` seconds that are not looked at and then `requests` requests, or what there are of them.
Tally simulate(const PerRequest& model, const Arrivals& arrivals, std::uint64_t requests, double warm_up,
               Random random);

}  // namespace placer::traffic
