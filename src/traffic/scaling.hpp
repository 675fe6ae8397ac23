// The autoscalers around a simulation: each looks at the load once in its period and says how many instances
// it wants. What they decide by is in autoscalers.hpp.
#pragma once

#include "traffic/autoscalers.hpp"

#include <cstdint>
#include <variant>
#include <vector>

namespace placer::traffic {

/// Means of the load over the last seconds, from samples that are taken at each look.
class LoadHistory {
 public:
  struct Sums {
    double time = 0;
    double requests = 0;   ///< integral of requests that run or wait
    double usage = 0;      ///< integral of the share of itself that each instance uses
    double instances = 0;  ///< integral of the instances that take requests
  };
  struct Means {
    double requests = 0, usage = 0, instances = 0;
  };

  void sample(const Sums& now);
  /// Of the last `window` seconds, or as many as there were.
  Means over(double window) const;

 private:
  static constexpr std::size_t most = 256;
  std::vector<Sums> samples_;  ///< a ring of the last ones
  std::size_t next_ = 0;
};

/// What a scaler sees.
struct Look {
  double now = 0;
  std::uint64_t ready = 0;  ///< instances that take requests
  std::uint64_t alive = 0;  ///< those, and the ones that start
  double concurrency = 1;   ///< requests for each instance at most
  const LoadHistory& history;
};

/// As many as there were at the beginning.
struct FixedScaling {
  std::uint64_t instances = 1;
  double period = 60;
  std::uint64_t wanted(const Look& /*look*/) const { return instances; }
};

struct CloudRunScaling {
  CloudRunTargets targets = {};
  bool counts_cpu = false;  ///< whether the usage of an instance is that of its processors
  double window = 60, period = 5;
  std::uint64_t wanted(const Look& look) const;
};

struct KnativeScaling {
  KnativeScaler scaler;
  double window = 60, panic_window = 6, period = 2;
  double grace = 30;  ///< the last one stays so long
  double none_since = -1;
  std::uint64_t wanted(const Look& look);
};

struct HorizontalScaling {
  HorizontalScaler scaler;
  double period = 15;
  std::uint64_t wanted(const Look& look);
};

using Scaling = std::variant<FixedScaling, CloudRunScaling, KnativeScaling, HorizontalScaling>;

}  // namespace placer::traffic
