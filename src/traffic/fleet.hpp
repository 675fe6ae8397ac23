// The instances of an offering that takes several requests at once, and the requests in them. The requests of
// an instance share its processor; its own clock says how much of a request that is alone would be done by
// now, so that they keep their order however many there are.
#pragma once

#include "traffic/by_load.hpp"
#include "traffic/least_tree.hpp"

#include <cstdint>
#include <vector>

namespace placer::traffic {

class Fleet {
 public:
  using Id = ByLoad::Id;
  static constexpr Id none = ByLoad::none;
  enum class State : std::uint8_t { gone, starting, active, spare };
  struct Instance {
    State state = State::gone;
    std::uint32_t in_flight = 0;
    double born = 0;
    double changed = 0;  ///< when its requests last changed in number
    double clock = 0;    ///< its own time then
  };
  struct Request {
    double end = 0;  ///< by the clock of its instance
    double arrival = 0;
  };
  /// How many there are now.
  struct Counts {
    std::uint64_t alive = 0, starting = 0, active = 0, busy = 0, in_flight = 0;
    double usage = 0;  ///< of the active and spare ones, each from 0 to 1
  };

  Fleet(std::uint32_t concurrency, double overlap);

  const Counts& counts() const { return counts_; }
  const Instance& operator[](Id id) const { return all_[id]; }
  const std::vector<Id>& spares() const { return spares_; }

  /// What happens next: the first request that ends, or instance that is ready. LeastTree::nothing: nothing.
  double next_time() const {
    const std::size_t place = events_.first_least();
    return place == LeastTree::none ? LeastTree::nothing : events_[place];
  }
  Id next() const { return static_cast<Id>(events_.first_least()); }

  /// The active one with the fewest requests that takes another; none where all are full.
  Id roomy() const { return by_load_.fewest(); }

  Id start(double now, double ready);
  /// It takes requests from now on: after its start, or again.
  void activate(Id id);
  /// It takes no more.
  void rest(Id id);
  /// It has no request, and goes.
  void end(Id id);
  void begin(Id id, double now, double service, double arrival);
  Request finish(Id id, double now);

  /// Calls `use` with each that lives.
  template <class Use>
  void each(const Use& use) const {
    for (Id id = 0; id < all_.size(); ++id)
      if (all_[id].state != State::gone) use(id);
  }

 private:
  /// What of a request is done in a second where there are so many.
  double speed(std::uint32_t in_flight) const {
    const double n = in_flight;
    return (1 + (n - 1) * overlap_) / n;
  }
  double usage(std::uint32_t in_flight) const;
  void turn_clock(Instance& one, double now) const;
  /// After the number of its requests has changed.
  void settle(Id id, std::uint32_t before);
  Id new_id();

  std::uint32_t concurrency_;
  double overlap_;
  std::vector<Instance> all_;
  std::vector<Request> requests_;  ///< of each instance a heap of up to `concurrency_`
  std::vector<Id> free_, spares_;
  ByLoad by_load_;  ///< the active ones that are not full
  LeastTree events_;
  Counts counts_;
};

}  // namespace placer::traffic
