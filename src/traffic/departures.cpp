#include "traffic/departures.hpp"

#include <algorithm>

namespace placer::traffic {

Departures::Departures(double width, std::size_t buckets)
    : per_width_(1 / width), mask_(buckets - 1), heads_(buckets, none), used_((buckets + word - 1) / word, 0) {}

void Departures::unlink_due(std::size_t bucket, double time) {
  std::uint32_t kept = none;
  for (std::uint32_t at = heads_[bucket]; at != none;) {
    const std::uint32_t next = pool_[at].next;
    if (pool_[at].time > time) {
      pool_[at].next = kept;
      kept = at;
    } else {
      due_.push_back(pool_[at]);
      pool_[at].next = free_;
      free_ = at;
      --size_;
    }
    at = next;
  }
  heads_[bucket] = kept;
  if (kept == none) used_[bucket / word] &= ~(std::uint64_t{1} << (bucket % word));
}

void Departures::take_due(std::size_t bucket, double time) {
  due_.clear();
  unlink_due(bucket, time);
  sort_due();
}

void Departures::take_all_due(double time) {
  due_.clear();
  for (std::size_t at = 0; at < used_.size(); ++at)
    for (std::uint64_t rest = used_[at]; rest != 0; rest &= rest - 1)
      unlink_due(at * word + static_cast<std::size_t>(std::countr_zero(rest)), time);
  sort_due();
}

void Departures::sort_due() {
  const auto before = [](const Busy& a, const Busy& b) {
    return a.time != b.time ? a.time < b.time : a.instance < b.instance;
  };
  if (due_.size() > 16) return std::sort(due_.begin(), due_.end(), before);
  for (std::size_t i = 1; i < due_.size(); ++i)
    for (std::size_t k = i; k > 0 && before(due_[k], due_[k - 1]); --k) std::swap(due_[k], due_[k - 1]);
}

}  // namespace placer::traffic
