#include "traffic/distribution.hpp"

namespace placer::traffic {

Distribution Distribution::lognormal(double median, double tail, double tail_share) {
  return {Kind::lognormal, median, portable_log(tail / median) / portable_normal_quantile(tail_share)};
}

double Distribution::mean() const {
  return kind_ == Kind::lognormal ? scale_ * portable_exp(deviation_ * deviation_ / 2) : scale_;
}

}  // namespace placer::traffic
