// What autoscalers decide, as they are published, without anything around: numbers in, a number of instances
// out. Those that remember something are small classes. Times are seconds.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace placer::traffic {

/// Knative's pod autoscaler (KPA): pkg/autoscaler/scaling/autoscaler.go of knative/serving.
class KnativeScaler {
 public:
  struct Settings {
    double target = 70;  ///< requests in flight for each pod
    double stable_window = 60;
    double panic_threshold = 2;
    double max_scale_up = 1000, max_scale_down = 2;  ///< factors of one decision
  };
  explicit KnativeScaler(const Settings& settings) : settings_(settings) {}

  /// Pods that are wanted. `stable` and `panic` are the requests in flight in all pods, averaged over the two
  /// windows. Where no traffic reaches the revision (`reachable`) it may fall by any factor.
  std::uint64_t decide(double now, std::uint64_t ready, double stable, double panic, bool reachable = true);
  bool in_panic() const { return in_panic_; }
  /// Begins as if a panic had begun at that time.
  void begin_panic(double now);

 private:
  Settings settings_;
  bool in_panic_ = false;
  double panic_since_ = 0;  ///< when it was last over the threshold
  std::uint64_t most_ = 0;  ///< wanted in this panic
};

/// How many more requests the ready pods could take at once, beyond a burst that is reckoned with: below zero
/// the activator keeps requests back for them.
double excess_burst_capacity(std::uint64_t ready, double per_pod, double burst_capacity, double panic);

/// Kubernetes' horizontal pod autoscaler: the replicas for one metric, and for what the last minutes said.
/// No change where metric and target differ by the tolerance or less, as a share of the target.
std::uint64_t horizontal_replicas(std::uint64_t current, double metric, double target,
                                  double tolerance = 0.1);
/// The same where of the `current` pods only some are ready, which the metric is the mean of: on the way up
/// the others count as idle, on the way down not at all (replica_calculator.go of kubernetes/kubernetes).
std::uint64_t horizontal_replicas_of_ready(std::uint64_t current, std::uint64_t ready, double metric,
                                           double target, double tolerance = 0.1);

class HorizontalScaler {
 public:
  struct Settings {
    double target = 0.8;
    double tolerance = 0.1;
    double stabilisation = 300;  ///< the highest recommendation of so long counts on the way down
    /// On the way up one decision adds a factor, or so many pods if that is more.
    double most_factor = 2;
    std::uint64_t most_pods = 4;
  };
  explicit HorizontalScaler(const Settings& settings) : settings_(settings) {}

  const Settings& settings() const { return settings_; }

  /// `metric`: of the pods that are ready, on average.
  std::uint64_t decide(double now, std::uint64_t current, std::uint64_t ready, double metric);

 private:
  Settings settings_;
  std::vector<std::pair<double, std::uint64_t>> recommended_;  ///< of the window, falling
};

/// Cloud Run: enough instances for the processors and for the requests, each at its target share.
struct CloudRunTargets {
  double cpu = 0.6, concurrency = 0.6;
};
std::uint64_t cloud_run_instances(double requests_in_flight, double concurrency, double cpu_in_use,
                                  double cpus, const CloudRunTargets& targets = {});
/// How long a request may wait for an instance before it is refused.
double cloud_run_pending_wait(double mean_start, double multiple = 3.5, double least = 10);

/// AWS Lambda: the environments that a steady rate needs.
std::uint64_t lambda_concurrency(double rate, double duration);

}  // namespace placer::traffic
