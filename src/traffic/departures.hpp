// The instances that are busy, by the time at which each becomes free: a wheel of buckets of equal time, as
// wide as half the time between two requests, so that putting in and taking out cost the same however many
// there are. A bucket may hold what is a round of the wheel or more away; it waits there for its turn.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace placer::traffic {

class Departures {
 public:
  /// `width` is the time of a bucket; `buckets` a power of two. What is further away than all of them is rare,
  /// or taking out is slow.
  Departures(double width, std::size_t buckets);

  std::size_t size() const { return size_; }

  /// An instance is busy until `time`, which must not be before what was last asked for.
  void add(double time, std::uint32_t instance) {
    std::uint32_t at = free_;
    if (at == none) {
      at = static_cast<std::uint32_t>(pool_.size());
      pool_.emplace_back();
    } else {
      free_ = pool_[at].next;
    }
    const std::size_t bucket = tick_of(time) & mask_;
    pool_[at] = {time, instance, heads_[bucket]};
    heads_[bucket] = at;
    used_[bucket / word] |= std::uint64_t{1} << (bucket % word);
    ++size_;
  }

  /// Calls `use` with time and instance of each that is free by `time`, in the order of time, and forgets it.
  template <class Use>
  void release_until(double time, const Use& use) {
    const std::uint64_t last = tick_of(time);
    if (size_ > 0 && last - tick_ > mask_) release_after_pause(time, use);
    for (std::uint64_t at = tick_; size_ > 0 && at <= last;) {
      const std::size_t bucket = at & mask_;
      const std::uint64_t ahead = used_[bucket / word] >> (bucket % word);
      if (ahead == 0) {
        at = (at | (word - 1)) + 1;
        continue;
      }
      at += static_cast<std::uint64_t>(std::countr_zero(ahead));
      if (at > last) break;
      release_bucket(at & mask_, time, use);
      ++at;
    }
    tick_ = last;
  }

  /// Calls `use` with time and instance of each, in no order of time.
  template <class Use>
  void each(const Use& use) const {
    for (const std::uint32_t head : heads_)
      for (std::uint32_t at = head; at != none; at = pool_[at].next) use(pool_[at].time, pool_[at].instance);
  }

 private:
  struct Busy {
    double time = 0;
    std::uint32_t instance = 0;
    std::uint32_t next = 0;  ///< in the same bucket, or in the list of what is free
  };
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr std::size_t word = 64;

  std::uint64_t tick_of(double time) const { return static_cast<std::uint64_t>(time * per_width_); }

  template <class Use>
  void release_bucket(std::size_t bucket, double time, const Use& use) {
    const std::uint32_t only = heads_[bucket];
    if (pool_[only].next != none) return release_several(bucket, time, use);
    if (pool_[only].time > time) return;
    heads_[bucket] = none;
    forget(bucket, only);
    use(pool_[only].time, pool_[only].instance);
  }

  template <class Use>
  void release_several(std::size_t bucket, double time, const Use& use) {
    take_due(bucket, time);
    for (const Busy& one : due_) use(one.time, one.instance);
  }

  /// The wheel has turned at least once since it was last looked at: few can still be there.
  template <class Use>
  void release_after_pause(double time, const Use& use) {
    take_all_due(time);
    for (const Busy& one : due_) use(one.time, one.instance);
  }

  void forget(std::size_t bucket, std::uint32_t at) {
    if (heads_[bucket] == none) used_[bucket / word] &= ~(std::uint64_t{1} << (bucket % word));
    pool_[at].next = free_;
    free_ = at;
    --size_;
  }

  /// Moves what is due of a bucket, or of all, to `due_`, in the order of time.
  void take_due(std::size_t bucket, double time);
  void take_all_due(double time);
  void unlink_due(std::size_t bucket, double time);
  void sort_due();

  double per_width_;
  std::uint64_t mask_, tick_ = 0;
  std::vector<std::uint32_t> heads_;
  std::vector<std::uint64_t> used_;  ///< a bit for each bucket that holds something
  std::vector<Busy> pool_, due_;
  std::uint32_t free_ = none;
  std::size_t size_ = 0;
};

}  // namespace placer::traffic
