#include "traffic/histogram.hpp"

#include <numeric>

namespace placer::traffic {

void Histogram::add(const Histogram& other) {
  for (std::size_t i = 0; i < slots; ++i) counts_[i] += other.counts_[i];
}

std::uint64_t Histogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

double Histogram::quantile(double share) const {
  const auto wanted = share * static_cast<double>(total());
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < slots; ++i) {
    if (counts_[i] == 0) continue;
    seen += counts_[i];
    if (static_cast<double>(seen) < wanted) continue;
    const auto edge = [](std::uint64_t slot) {
      return std::bit_cast<double>((first + slot) << (52 - fraction_bits));
    };
    return (edge(i) + edge(i + 1)) / 2;
  }
  return 0;
}

}  // namespace placer::traffic
