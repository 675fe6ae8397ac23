// The own functions against those of the C library, which are good to the last places on this machine.
#include "traffic/portable_math.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace placer::traffic;

namespace {

/// How far two numbers are apart, as a share of the second.
double off(double value, double from) { return from == 0 ? std::abs(value) : std::abs(value / from - 1); }

}  // namespace

TEST_CASE("exponentials and logarithms are right to a few units of the last place") {
  double worst = 0;
  for (double x = -700; x < 700; x += 0.377) worst = std::max(worst, off(portable_exp(x), std::exp(x)));
  CHECK(worst < 1e-15);
  worst = 0;
  for (double x = 1e-300; x < 1e300; x *= 1.37) worst = std::max(worst, off(portable_log(x), std::log(x)));
  for (double x = 0.5; x < 2; x += 0.00137) worst = std::max(worst, off(portable_log(x), std::log(x)));
  CHECK(worst < 2e-15);
  CHECK(portable_exp(-800) == 0);
  CHECK(std::isinf(portable_exp(800)));
  CHECK(portable_exp(0) == 1);
  CHECK(portable_log(1) == 0);
}

TEST_CASE("e^x - 1 keeps its digits where x is small") {
  double worst = 0;
  for (double x = 1e-18; x < 10; x *= 1.7)
    for (const double sign : {-1.0, 1.0})
      worst = std::max(worst, off(portable_expm1(sign * x), std::expm1(sign * x)));
  CHECK(worst < 2e-15);
}

TEST_CASE("sines of turns are right, wherever the turn is") {
  double worst = 0;
  for (double x = -3; x < 3; x += 0.00731)
    worst = std::max(worst, std::abs(portable_sin_of_turns(x) - std::sin(2 * M_PI * x)));
  CHECK(worst < 5e-15);
}

TEST_CASE("quantiles of the normal distribution have that share below them") {
  for (const double p :
       {1e-300, 1e-20, 1e-6, 0.001, 0.07, 0.075, 0.3, 0.5, 0.6, 0.925, 0.93, 0.9999, 1 - 1e-12}) {
    CAPTURE(p);
    const double below = std::erfc(-portable_normal_quantile(p) / std::sqrt(2.0)) / 2;
    CHECK(off(below, p) < 1e-12);
  }
  CHECK(portable_normal_quantile(0.5) == 0);
  CHECK(off(portable_normal_quantile(0.975), 1.959963984540054) < 1e-14);
}
