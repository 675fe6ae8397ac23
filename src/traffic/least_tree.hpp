// Numbers by their place, with the least of every sixteen above them, and the least of every sixteen of
// those: the first place with the least number, and the last one that is not above a bound, are found by
// going down once; a change of one number changes one on each level. The memory is one number and a bit for
// each place.
#pragma once

#include "traffic/sixteen.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace placer::traffic {

class LeastTree {
 public:
  static constexpr std::size_t none = SIZE_MAX;
  static constexpr double nothing = sixteen::infinity;  ///< of a place that holds no number

  /// Room for as many numbers as there are, rounded up to a multiple of sixteen.
  explicit LeastTree(std::vector<double> numbers = {});

  std::size_t room() const { return levels_[0].size(); }
  double operator[](std::size_t place) const { return levels_[0][place]; }

  void set(std::size_t place, double number) {
    for (std::vector<double>& level : levels_) {
      const std::size_t first = place & ~(sixteen::count - 1);
      const double others = sixteen::least_but(&level[first], place - first);
      sixteen::put(&level[first], place - first, number);
      number = std::min(number, others);
      place /= sixteen::count;
    }
  }
  /// none where all are above it.
  std::size_t last_not_above(double bound) const {
    std::size_t at = 0;
    for (std::size_t level = levels_.size(); level-- > 0;) {
      const std::uint32_t mask = sixteen::not_above(&levels_[level][at * sixteen::count], bound);
      if (mask == 0) return none;  // on the highest level, or nowhere
      at = at * sixteen::count + static_cast<std::size_t>(std::bit_width(mask) - 1);
    }
    return at;
  }
  /// none where no place holds a number.
  std::size_t first_least() const;

 private:
  std::vector<std::vector<double>> levels_;  ///< the lowest first, the highest of sixteen
};

}  // namespace placer::traffic
