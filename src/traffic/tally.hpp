// What a simulation counts, whatever scales.
#pragma once

#include "traffic/histogram.hpp"

#include <cstdint>

namespace placer::traffic {

/// What a time is longer by if it is rounded up to a multiple of a step, of which there are so many in a
/// second. A rounding error above a whole one is none.
inline double rounded_up_by(double time, double steps_per_second) {
  constexpr double rounds_to = 1e-9;
  const auto whole = static_cast<std::int64_t>(time * steps_per_second + 1 - rounds_to);
  return static_cast<double>(whole) / steps_per_second - time;
}

/// What was seen while it was looked.
struct Tally {
  std::uint64_t requests = 0;
  std::uint64_t cold = 0;  ///< that waited for a start
  std::uint64_t refused = 0;
  std::uint64_t queued = 0;  ///< that waited, be it for a start, those refused in the end among them
  std::uint64_t late = 0;    ///< of those, that were not refused
  std::uint64_t done = 0;    ///< that came to their end
  double time = 0;           ///< seconds that were looked at
  double alive = 0;          ///< seconds of all instances together, from the begin of their start
  double busy = 0;           ///< of those, with at least one request
  double rounding = 0;       ///< what it is longer by if each time of it is rounded up to a step of the bill
  double starting = 0;       ///< of those, before their first request could begin
  double in_flight = 0;      ///< seconds of all requests together in an instance
  std::uint64_t ended = 0;   ///< instances that were given up
  double lifespans = 0;      ///< of those, from their start
  double nodes = 0;          ///< seconds of all machines together, where they are counted
  double fewest_nodes = 0;   ///< the same if as many instances as may are on each
  std::uint64_t most_alive = 0;
  double latencies = 0;  ///< seconds of those that came to their end, waits included
  Histogram latency;     ///< of each of them
};

}  // namespace placer::traffic
