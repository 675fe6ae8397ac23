// The instances of an offering that takes one request at once, by the time from which each is free, in the
// order of their starts. The newest one that is free and the one that is idle since longest are each found
// by going down a tree once, so that no queue of departures is needed.
#pragma once

#include "traffic/least_tree.hpp"

#include <cstddef>
#include <vector>

namespace placer::traffic {

class Instances {
 public:
  static constexpr std::size_t none = LeastTree::none;

  std::size_t alive() const { return alive_; }
  double born(std::size_t place) const { return born_[place]; }
  /// The end of its last request, which may be yet to come.
  double free_from(std::size_t place) const { return free_[place]; }

  /// The one that was started last of those that are free; none where none is.
  std::size_t newest_free(double now) const { return free_.last_not_above(now); }
  /// The one that is free since longest, or will be first; none where there is none.
  std::size_t longest_free() const { return free_.first_least(); }
  /// It has a request until then.
  void set_busy(std::size_t place, double until) { free_.set(place, until); }

  /// Starts one with a first request. Others may move to another place by that.
  void start(double now, double until);
  void give_up(std::size_t place);

  /// Calls `use` with each place where there is one.
  template <class Use>
  void each(const Use& use) const {
    for (std::size_t place = 0; place < next_; ++place)
      if (free_[place] < LeastTree::nothing) use(place);
  }

 private:
  /// Closes the gaps of those that were given up, and makes room where they are few.
  void close_gaps();

  LeastTree free_;
  std::vector<double> born_ = std::vector<double>(free_.room());
  std::size_t next_ = 0, alive_ = 0;
};

}  // namespace placer::traffic
