// Scaling by the request, as functions do: each instance takes one request at once.
//
//   a request goes to the idle instance that was started last; without one a new instance starts, and the
//   request is cold;
//   an instance that was idle for the timeout is given up, unless it is one of those that are kept;
//   a request is refused where as many instances are busy as may be, or where no more may be started now.
#pragma once

#include "traffic/arrivals.hpp"
#include "traffic/distribution.hpp"
#include "traffic/tally.hpp"
#include "traffic/timeline.hpp"

#include <cstdint>
#include <optional>

namespace placer::traffic {

struct PerRequest {
  Distribution warm = Distribution::constant(0);  ///< how long a request takes
  /// The same of a cold one, start included; without it, that of a warm one and `start`.
  std::optional<Distribution> cold = std::nullopt;
  double start = 0;
  double idle_timeout = 0;
  double billing_step = 0;  ///< the time of each request is rounded up to a multiple of it; 0: it is not
  std::uint64_t most_busy = UINT64_MAX;
  std::uint64_t kept = 0;
  /// No more than so many starts in each window; what one does not use is lost.
  std::uint64_t starts_per_window = UINT64_MAX;
  double window = 10;
};

/// How much is simulated: what comes first is not looked at. It ends with whichever end comes first; the time
/// ends with the last request, unless there is an end of it.
struct Extent {
  double warm_up = 0;
  std::uint64_t requests = UINT64_MAX;
  double duration = Arrivals::never;
  /// It ends when all that came has been done, if the requests end it.
  bool until_done = false;
};

/// Simulates it; a timeline, which begins with the end of the warm-up, may be missing.
Tally simulate(const PerRequest& model, const Arrivals& arrivals, const Extent& extent, Random random,
               Timeline* timeline = nullptr);

}  // namespace placer::traffic
