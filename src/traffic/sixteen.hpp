// Sixteen numbers at once: what Instances asks of its blocks, without a branch. The plain form and the one
// for x86-64 give the same answers.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace placer::traffic::sixteen {

inline constexpr std::size_t count = 16;
inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// Which of them are not above `bound`: a bit each, the first one lowest.
inline std::uint32_t not_above(const double* values, double bound) {
#if defined(__SSE2__)
  const __m128d wide = _mm_set1_pd(bound);
  const auto two = [&](std::size_t i) {
    return _mm_castpd_si128(_mm_cmple_pd(_mm_loadu_pd(values + 2 * i), wide));
  };
  const auto eight = [&](std::size_t i) {
    return _mm_packs_epi32(_mm_packs_epi32(two(i), two(i + 1)), _mm_packs_epi32(two(i + 2), two(i + 3)));
  };
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(eight(0), eight(4))));
#else
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < count; ++i) mask |= std::uint32_t{values[i] <= bound} << i;
  return mask;
#endif
}

/// The least of them but for the one at `skip`.
inline double least_but(const double* values, std::size_t skip) {
#if defined(__SSE2__)
  // Infinity is added to the one that does not count, and nothing to the others.
  static constexpr std::array<double, 2 * count - 1> veil = [] {
    std::array<double, 2 * count - 1> all{};
    all[count - 1] = infinity;
    return all;
  }();
  const double* over = veil.data() + (count - 1 - skip);
  const auto two = [&](std::size_t i) {
    return _mm_add_pd(_mm_loadu_pd(values + 2 * i), _mm_loadu_pd(over + 2 * i));
  };
  const __m128d low = _mm_min_pd(_mm_min_pd(two(0), two(1)), _mm_min_pd(two(2), two(3)));
  const __m128d high = _mm_min_pd(_mm_min_pd(two(4), two(5)), _mm_min_pd(two(6), two(7)));
  const __m128d both = _mm_min_pd(low, high);
  return _mm_cvtsd_f64(_mm_min_sd(both, _mm_unpackhi_pd(both, both)));
#else
  double least = infinity;
  for (std::size_t i = 0; i < count; ++i)
    if (i != skip) least = std::min(least, values[i]);
  return least;
#endif
}

/// Changes one of them. Two are written, as two are read: a processor hands a value on to a read that soon
/// follows only where the write covers all of it.
inline void put(double* values, std::size_t at, double value) {
#if defined(__SSE2__)
  static constexpr std::array<std::array<std::uint64_t, 2>, 2> lanes{
      {{~std::uint64_t{0}, 0}, {0, ~std::uint64_t{0}}}};
  double* pair = values + (at & ~std::size_t{1});
  const __m128d lane =
      _mm_castsi128_pd(_mm_loadu_si128(reinterpret_cast<const __m128i*>(lanes[at & 1].data())));
  const __m128d kept = _mm_andnot_pd(lane, _mm_loadu_pd(pair));
  _mm_storeu_pd(pair, _mm_or_pd(kept, _mm_and_pd(lane, _mm_set1_pd(value))));
#else
  values[at] = value;
#endif
}

}  // namespace placer::traffic::sixteen
