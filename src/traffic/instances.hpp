// The instances of an offering that takes one request at once. The idle one that was started last is the first
// to get a request; one that is idle for too long is given up, the one first that is idle since longest. Both
// cost the same however many there are: the idle are a bit each, in the order of their starts, and a list in
// the order in which they became idle.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace placer::traffic {

class Instances {
 public:
  using Id = std::uint32_t;
  static constexpr Id none = UINT32_MAX;

  Instances();

  std::size_t alive() const { return alive_; }
  /// When it was started, and since when it is idle.
  double born(Id id) const { return all_[id].born; }
  double idle_since(Id id) const { return all_[id].since; }
  /// The one that is idle since longest, and the next of them; none where there is no other.
  Id longest_idle() const { return first_; }
  Id next_longest_idle(Id id) const { return all_[id].next; }

  /// Starts one, which is busy.
  Id start(double now);
  /// A busy one is idle from now on; `now` must not be before that of another call.
  void set_idle(Id id, double now) {
    Instance& one = all_[id];
    one.since = now;
    one.before = last_;
    one.next = none;
    (last_ == none ? first_ : all_[last_].next) = id;
    last_ = id;
    set_bit(one.place);
  }
  /// Makes the idle one that was started last busy; none where none is idle.
  Id take_newest() {
    std::size_t high = upper_.size();
    while (high > 0 && upper_[high - 1] == 0) --high;
    if (high == 0) return none;
    const std::size_t block = (high - 1) * bits + highest(upper_[high - 1]);
    const Id id = at_[block * bits + highest(lower_[block])];
    leave_idle(id);
    return id;
  }
  /// Gives up one that is idle.
  void give_up(Id id);

 private:
  static constexpr std::size_t bits = 64;
  struct Instance {
    double born = 0, since = 0;
    std::uint32_t place = 0;          ///< among all, in the order of their starts
    Id before = none, next = none;  ///< among the idle; of what is free, the next that is
  };

  static std::size_t highest(std::uint64_t word) { return bits - 1 - static_cast<std::size_t>(std::countl_zero(word)); }
  void set_bit(std::size_t place) {
    lower_[place / bits] |= std::uint64_t{1} << place % bits;
    upper_[place / bits / bits] |= std::uint64_t{1} << place / bits % bits;
  }
  void clear_bit(std::size_t place) {
    std::uint64_t& word = lower_[place / bits];
    word &= ~(std::uint64_t{1} << place % bits);
    if (word == 0) upper_[place / bits / bits] &= ~(std::uint64_t{1} << place / bits % bits);
  }
  void leave_idle(Id id) {
    const Instance& one = all_[id];
    (one.before == none ? first_ : all_[one.before].next) = one.next;
    (one.next == none ? last_ : all_[one.next].before) = one.before;
    clear_bit(one.place);
  }
  /// Closes the gaps that given-up instances left among the places, and makes room where they are few.
  void close_gaps();

  std::vector<Instance> all_;
  std::vector<Id> at_;  ///< by place
  std::vector<std::uint64_t> lower_, upper_;  ///< a bit for each idle one by its place, and for each word of those
  std::size_t next_place_ = 0, alive_ = 0;
  Id free_ = none, first_ = none, last_ = none;
};

}  // namespace placer::traffic
