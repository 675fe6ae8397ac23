#include "traffic/scaling.hpp"

#include <algorithm>

namespace placer::traffic {

void LoadHistory::sample(const Sums& now) {
  if (samples_.size() < most) {
    samples_.push_back(now);
    return;
  }
  samples_[next_] = now;
  next_ = (next_ + 1) % most;
}

LoadHistory::Means LoadHistory::over(double window) const {
  if (samples_.size() < 2) return {};
  const auto at = [&](std::size_t age) {  // 0 is the last one
    return samples_[(next_ + samples_.size() - 1 - age) % samples_.size()];
  };
  const Sums last = at(0);
  constexpr double error = 1e-6;
  std::size_t age = 1;
  while (age + 1 < samples_.size() && last.time - at(age).time < window - error) ++age;
  const Sums first = at(age);
  const double length = last.time - first.time;
  if (length <= 0) return {};
  return {(last.requests - first.requests) / length, (last.usage - first.usage) / length,
          (last.instances - first.instances) / length};
}

std::uint64_t CloudRunScaling::wanted(const Look& look) const {
  const LoadHistory::Means load = look.history.over(window);
  return cloud_run_instances(load.requests, look.concurrency, counts_cpu ? load.usage : 0, 1, targets);
}

std::uint64_t KnativeScaling::wanted(const Look& look) {
  const double stable = look.history.over(window).requests, panic = look.history.over(panic_window).requests;
  const std::uint64_t pods = scaler.decide(look.now, look.ready, stable, panic);
  if (pods > 0) {
    none_since = -1;
    return pods;
  }
  if (look.alive == 0) return 0;
  if (none_since < 0) none_since = look.now;
  return look.now - none_since < grace ? 1 : 0;
}

std::uint64_t HorizontalScaling::wanted(const Look& look) {
  const LoadHistory::Means load = look.history.over(period);
  return scaler.decide(look.now, look.alive, look.ready,
                       load.instances > 0 ? load.usage / load.instances : 0);
}

}  // namespace placer::traffic
