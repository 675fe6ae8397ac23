// How long something takes: always the same, or at random.
#pragma once

#include "traffic/random.hpp"

#include <cstdint>

namespace placer::traffic {

class Distribution {
 public:
  static Distribution constant(double seconds) { return {Kind::constant, seconds, 0}; }
  static Distribution exponential(double mean) { return {Kind::exponential, mean, 0}; }
  /// With this median, and a share `tail_share` (above 0.5) below `tail`, which must not be below the median.
  static Distribution lognormal(double median, double tail, double tail_share);

  double mean() const;
  bool is_constant() const { return kind_ == Kind::constant; }

  double sample(Random& random) const {
    switch (kind_) {
      case Kind::constant: return scale_;
      case Kind::exponential: return scale_ * random.exponential();
      case Kind::lognormal: break;
    }
    return scale_ * portable_exp(deviation_ * random.normal());
  }

 private:
  enum class Kind : std::uint8_t { constant, exponential, lognormal };
  Distribution(Kind kind, double scale, double deviation)
      : kind_(kind), scale_(scale), deviation_(deviation) {}

  Kind kind_;
  double scale_;      ///< the value, the mean, or the median
  double deviation_;  ///< of the logarithm
};

}  // namespace placer::traffic
