// Requests that wait for an instance, first come, first served.
#pragma once

#include "traffic/arrivals.hpp"

#include <cstddef>
#include <vector>

namespace placer::traffic {

class Waiting {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const Arrival& first() const { return ring_[first_]; }

  void push(const Arrival& request) {
    if (size_ == ring_.size()) grow();
    ring_[(first_ + size_++) & (ring_.size() - 1)] = request;
  }
  Arrival pop() {
    const Arrival request = ring_[first_];
    first_ = (first_ + 1) & (ring_.size() - 1);
    --size_;
    return request;
  }

 private:
  void grow() {
    std::vector<Arrival> larger(2 * ring_.size());
    for (std::size_t i = 0; i < size_; ++i) larger[i] = ring_[(first_ + i) & (ring_.size() - 1)];
    ring_ = std::move(larger);
    first_ = 0;
  }

  std::vector<Arrival> ring_ = std::vector<Arrival>(64);  ///< a power of two
  std::size_t first_ = 0, size_ = 0;
};

}  // namespace placer::traffic
