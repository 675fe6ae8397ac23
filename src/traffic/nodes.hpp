// The machines under instances: another one is started where there is no room, and one is given up when
// nobody has needed it for a while. With 0 instances for each there is room always.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>

namespace placer::traffic {

/// How instances are packed: as bills reckon it (rules/prices/quantities.yaml), in parts per million.
struct Packing {
  static constexpr std::uint64_t whole = 1'000'000;
  std::uint64_t per_node = 0;  ///< instances that a machine holds; 0: none are counted
  std::uint64_t least = 0;     ///< machines that there are at least
  std::uint64_t spare = 0;     ///< machines beyond those that are needed, of these
  std::uint64_t reckoned = whole,
                full = whole;  ///< how full machines were reckoned to get, and how full they do

  std::uint64_t nodes(std::uint64_t instances) const {
    if (per_node == 0) return 0;
    const std::uint64_t needed = instances / per_node + (instances % per_node > 0 ? 1 : 0);
    const std::uint64_t enough = std::max(least, needed + (needed * spare + whole - 1) / whole);
    return (enough * reckoned + full - 1) / full;
  }
};

class Nodes {
 public:
  Nodes(const Packing& packing, double start, double idle) : packing_(packing), start_(start), idle_(idle) {}

  std::uint64_t count() const { return needed_.empty() ? 0 : needed_.front().second; }
  /// There is room for so many instances from the beginning.
  void begin_with(std::uint64_t instances) { tidy(0, instances); }

  /// When the last of so many instances can start.
  double place(double now, std::uint64_t instances) {
    if (packing_.per_node == 0) return now;
    const std::uint64_t needed = packing_.nodes(instances);
    if (needed > count()) last_ready_ = now + start_;
    const bool on_last = needed >= count();
    need(now, needed);
    return on_last && last_ready_ > now ? last_ready_ : now;
  }
  /// Gives up those that were not needed for the idle time.
  void tidy(double now, std::uint64_t instances) {
    if (packing_.per_node == 0) return;
    need(now, packing_.nodes(instances));
    while (needed_.front().first < now - idle_) needed_.pop_front();
  }

 private:
  void need(double now, std::uint64_t needed) {
    while (!needed_.empty() && needed_.back().second <= needed) needed_.pop_back();
    needed_.emplace_back(now, needed);
  }

  Packing packing_;
  double start_, idle_, last_ready_ = 0;
  /// How many were needed at last when, falling: as many as there are first.
  std::deque<std::pair<double, std::uint64_t>> needed_;
};

}  // namespace placer::traffic
