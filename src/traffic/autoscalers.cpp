#include "traffic/autoscalers.hpp"

#include <algorithm>
#include <cmath>

namespace placer::traffic {
namespace {

/// The next whole number, where what lies a rounding error above one is that one: 1.8 / 0.6 is 3.
std::uint64_t rounded_up(double x) {
  constexpr double error = 1e-9;
  return x <= 0 ? 0 : static_cast<std::uint64_t>(std::ceil(x * (1 - error)));
}

bool is_near(double metric, double target, double tolerance) {
  constexpr double error = 1e-12;
  return std::abs(metric - target) <= (tolerance + error) * target;
}

}  // namespace

void KnativeScaler::begin_panic(double now) {
  in_panic_ = true;
  panic_since_ = now;
}

std::uint64_t KnativeScaler::decide(double now, std::uint64_t ready, double stable, double panic,
                                    bool reachable) {
  const double pods = std::max(1.0, static_cast<double>(ready));
  const double most = std::ceil(settings_.max_scale_up * pods);
  const double least = reachable ? std::floor(pods / settings_.max_scale_down) : 0;
  const double for_stable = std::ceil(stable / settings_.target),
               for_panic = std::ceil(panic / settings_.target);
  const auto bounded = [&](double wanted) {
    return static_cast<std::uint64_t>(std::min(std::max(wanted, least), most));
  };
  if (for_panic / pods >= settings_.panic_threshold) {
    begin_panic(now);
  } else if (in_panic_ && panic_since_ + settings_.stable_window < now) {
    in_panic_ = false;
    most_ = 0;
  }
  if (!in_panic_) return bounded(for_stable);
  most_ = std::max({most_, bounded(for_stable), bounded(for_panic)});
  return most_;
}

double excess_burst_capacity(std::uint64_t ready, double per_pod, double burst_capacity, double panic) {
  return std::floor(static_cast<double>(ready) * per_pod - burst_capacity - panic);
}

std::uint64_t horizontal_replicas(std::uint64_t current, double metric, double target, double tolerance) {
  if (is_near(metric, target, tolerance)) return current;
  return rounded_up(static_cast<double>(current) * metric / target);
}

std::uint64_t horizontal_replicas_of_ready(std::uint64_t current, std::uint64_t ready, double metric,
                                           double target, double tolerance) {
  if (ready >= current) return horizontal_replicas(current, metric, target, tolerance);
  if (metric <= target)
    return is_near(metric, target, tolerance) ? current
                                              : horizontal_replicas(ready, metric, target, tolerance);
  // With the others as idle it may be too few no longer; then nothing is done.
  const double of_all = metric * static_cast<double>(ready) / static_cast<double>(current);
  return of_all <= target ? current : horizontal_replicas(current, of_all, target, tolerance);
}

std::uint64_t HorizontalScaler::decide(double now, std::uint64_t current, std::uint64_t ready,
                                       double metric) {
  const std::uint64_t wanted =
      horizontal_replicas_of_ready(current, ready, metric, settings_.target, settings_.tolerance);
  while (!recommended_.empty() && recommended_.front().first < now - settings_.stabilisation)
    recommended_.erase(recommended_.begin());
  while (!recommended_.empty() && recommended_.back().second <= wanted) recommended_.pop_back();
  recommended_.emplace_back(now, wanted);
  if (wanted < current) return std::min(current, recommended_.front().second);
  const auto factor = static_cast<std::uint64_t>(settings_.most_factor * static_cast<double>(current));
  return std::min(wanted, std::max(factor, current + settings_.most_pods));
}

std::uint64_t cloud_run_instances(double requests_in_flight, double concurrency, double cpu_in_use,
                                  double cpus, const CloudRunTargets& targets) {
  return std::max(rounded_up(cpu_in_use / cpus / targets.cpu),
                  rounded_up(requests_in_flight / (concurrency * targets.concurrency)));
}

double cloud_run_pending_wait(double mean_start, double multiple, double least) {
  return std::max(multiple * mean_start, least);
}

std::uint64_t lambda_concurrency(double rate, double duration) { return rounded_up(rate * duration); }

}  // namespace placer::traffic
