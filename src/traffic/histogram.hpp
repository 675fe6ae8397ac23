// How often which time was seen, to 0.4 %, in memory that does not grow with how many were.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace placer::traffic {

class Histogram {
 public:
  void add(double seconds) { ++counts_[slot_of(seconds)]; }
  void add(const Histogram& other);

  std::uint64_t total() const;
  /// The time that a share of all (0 to 1) does not exceed; 0 without any.
  double quantile(double share) const;

 private:
  // 128 slots for each doubling, from 2^-20 (1 microsecond) to 2^28 (8 years): exponent and first bits of the
  // fraction, as a double has them.
  static constexpr int fraction_bits = 7;
  static constexpr std::uint64_t first = std::uint64_t{1023 - 20} << fraction_bits;
  static constexpr std::size_t slots = std::size_t{48} << fraction_bits;

  static std::size_t slot_of(double seconds) {
    const std::uint64_t top = std::bit_cast<std::uint64_t>(seconds) >> (52 - fraction_bits);
    if (top < first) return 0;
    return top - first < slots ? static_cast<std::size_t>(top - first) : slots - 1;
  }

  std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(slots);
};

}  // namespace placer::traffic
