#include "traffic/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace placer::traffic {
namespace {

/// Half the width of an interval that holds the mean with 95 %, in standard errors: Student's t for so many
/// runs less one.
double student(std::size_t runs) {
  constexpr double few[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                            2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                            2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
  return runs - 2 < std::size(few) ? few[runs - 2] : 1.96;
}

}  // namespace

Estimate ratio_of(std::span<const double> above, std::span<const double> below) {
  const double sum_above = std::accumulate(above.begin(), above.end(), 0.0);
  const double sum_below = std::accumulate(below.begin(), below.end(), 0.0);
  if (sum_below <= 0) return {};
  const double mean = sum_above / sum_below;
  constexpr double anything = std::numeric_limits<double>::infinity();
  if (above.size() < 2) return {mean, -anything, anything};
  double squares = 0;
  for (std::size_t i = 0; i < above.size(); ++i) {
    const double off = above[i] - mean * below[i];
    squares += off * off;
  }
  const auto count = static_cast<double>(above.size());
  const double half = student(above.size()) * std::sqrt(squares * count / (count - 1)) / sum_below;
  constexpr double rounding = 1e-9;  // what is left of the mean where half of it is all of it
  const double low = mean - half;
  return {mean, low > rounding * mean ? low : 0, mean + half};
}

Estimate share_of(std::span<const double> part, std::span<const double> all) {
  Estimate share = ratio_of(part, all);
  share.mean = std::min(share.mean, 1.0);
  if (part.size() > 1) share.high = std::min(share.high, 1.0);
  return share;
}

}  // namespace placer::traffic
