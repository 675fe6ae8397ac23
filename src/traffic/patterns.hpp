// What a pattern of traffic means where a manifest says no more than its rate and its peak: the same for a
// simulation, and for the closed forms of `analyze`. Rates are in requests a second, times in seconds.
#pragma once

#include <algorithm>
#include <string_view>

namespace placer::traffic {

// How many times the average the peak is, where nobody states one.
inline constexpr double peak_of_periodic = 2, peak_of_bursty = 5, peak_of_spiky = 20;

/// The same by the name of the pattern; 1 where it has no peak.
constexpr double usual_peak(std::string_view pattern) {
  if (pattern == "periodic") return peak_of_periodic;
  if (pattern == "bursty") return peak_of_bursty;
  return pattern == "spiky" ? peak_of_spiky : 1;
}

inline constexpr double burst = 300, spike = 60;  ///< how long a peak lasts on average
inline constexpr double between_bursts = 0.5;     ///< what there is between two, of the average
inline constexpr double least_peak = 1.01;        ///< times the average: less is no peak
inline constexpr double rhythm = 86'400, backlog_gap = 3600;

/// A rate that is `high` for `high_time` and `low` for `low_time` on average, in turns, each of exponential
/// length.
struct Turns {
  double low = 0, high = 0, low_time = 0, high_time = 0;

  double mean() const { return (low * low_time + high * high_time) / (low_time + high_time); }
};

/// Bursts of so many times the average.
inline Turns turns_of_bursty(double rate, double times) {
  const double peak = std::max(least_peak, times);
  const double share = (1 - between_bursts) / (peak - between_bursts);
  return {rate * between_bursts, rate * peak, burst * (1 - share) / share, burst};
}

/// Nothing, then so many times the average.
inline Turns turns_of_spiky(double rate, double times) {
  const double peak = std::max(least_peak, times);
  return {0, rate * peak, spike * (peak - 1), spike};
}

/// The share of the average by which the rate of a day swings around it.
inline double swing_of(double times) { return std::clamp(times - 1, 0.0, 1.0); }

}  // namespace placer::traffic
