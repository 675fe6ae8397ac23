// Independent runs of one model on all processors, and what they say together. The runs have streams of
// random numbers of their own, and are added up in their order: the number of processors changes nothing.
#pragma once

#include "traffic/per_request.hpp"
#include "traffic/shared.hpp"

#include <placer/simulation.hpp>

#include <cstdint>
#include <functional>
#include <variant>

namespace placer::traffic {

/// One that takes requests one by one in each instance, or several at once.
using Model = std::variant<PerRequest, Shared>;

struct Plan {
  Model model;
  Arrivals arrivals = Arrivals::poisson(1);
  /// Of all runs together; each takes its share.
  std::uint64_t requests = UINT64_MAX;
  double duration = Arrivals::never;  ///< of each run
  double warm_up = 0;
  bool until_done = false;  ///< see Extent
  std::uint64_t seed = 1;
  std::size_t runs = 16;
  bool staggered = false;  ///< the runs begin at other times of a rhythm, all of them together at each
};

/// Runs it on as many threads (0: as there are processors). `done`, which may be missing, is told on the
/// calling thread how many of the runs have ended, now and then and at the end.
Simulation run(const Plan& plan, unsigned threads = 0, const std::function<void(std::size_t)>& done = {});

}  // namespace placer::traffic
