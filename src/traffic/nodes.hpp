// The machines under instances: another one is started where there is no room, and one is given up when there
// has been too much room for a while. With 0 instances for each there is room always.
#pragma once

#include <cstdint>

namespace placer::traffic {

class Nodes {
 public:
  Nodes(std::uint64_t per_node, double start, double idle)
      : per_node_(per_node), start_(start), idle_(idle) {}

  std::uint64_t count() const { return count_; }
  /// There is room for so many instances from the beginning.
  void begin_with(std::uint64_t instances) { count_ = needed(instances); }

  /// When the last of so many instances can start.
  double place(double now, std::uint64_t instances) {
    if (per_node_ == 0) return now;
    if (needed(instances) > count_) {
      count_ = needed(instances);
      last_ready_ = now + start_;
    }
    too_many_since_ = -1;
    const bool on_last = instances > (count_ - 1) * per_node_;
    return on_last && last_ready_ > now ? last_ready_ : now;
  }
  /// Looks whether one can go.
  void tidy(double now, std::uint64_t instances) {
    if (per_node_ == 0 || needed(instances) >= count_) {
      too_many_since_ = -1;
    } else if (too_many_since_ < 0) {
      too_many_since_ = now;
    } else if (now - too_many_since_ >= idle_) {
      count_ = needed(instances);
      too_many_since_ = -1;
    }
  }

 private:
  std::uint64_t needed(std::uint64_t instances) const {
    return per_node_ == 0 ? 0 : (instances + per_node_ - 1) / per_node_;
  }

  std::uint64_t per_node_, count_ = 0;
  double start_, idle_;
  double last_ready_ = 0, too_many_since_ = -1;
};

}  // namespace placer::traffic
