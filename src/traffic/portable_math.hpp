// Logarithm, exponential and the inverse of the normal distribution from additions, multiplications and
// divisions alone (and a square root), which IEEE 754 rounds in one way: the same bits on every machine and
// with every library, as long as the compiler does not contract them (-ffp-contract=off, set for this stage).
// Correct to a few units of the last place.
#pragma once

#include <bit>
#include <cstdint>

namespace placer::traffic {

namespace portable {
inline constexpr double ln2_high = 0x1.62e42fefa0000p-1;  // 32 bits, so that multiples of it are exact
inline constexpr double ln2_low = 0x1.cf79abc9e3b3ap-40;
inline constexpr double one_over_ln2 = 0x1.71547652b82fep0;

/// e^r - 1 for |r| <= 0.36: its series, whose next part is below the last place.
constexpr double small_expm1(double r) {
  double sum = 0;
  for (int i = 15; i >= 1; --i) sum = (1 + sum) * r / i;
  return sum;
}
}  // namespace portable

/// e^x; 0 below -708, and infinity above 709.
constexpr double portable_exp(double x) {
  if (x < -708) return 0;
  if (x > 709) return std::bit_cast<double>(std::uint64_t{0x7FF} << 52);
  const double multiple = x * portable::one_over_ln2;
  const auto power = static_cast<std::int64_t>(multiple < 0 ? multiple - 0.5 : multiple + 0.5);
  const auto k = static_cast<double>(power);
  const double rest = (x - k * portable::ln2_high) - k * portable::ln2_low;
  return (1 + portable::small_expm1(rest)) *
         std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

/// e^x - 1, also where x is so small that e^x rounds to 1.
constexpr double portable_expm1(double x) {
  return x > -0.35 && x < 0.35 ? portable::small_expm1(x) : portable_exp(x) - 1;
}

/// The natural logarithm of a positive, normal x.
constexpr double portable_log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<std::int64_t>(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFF) | (std::uint64_t{1023} << 52));
  if (mantissa > 1.4142135623730951) {
    mantissa /= 2;
    ++exponent;
  }
  // log m = 2 artanh((m - 1) / (m + 1)), which is at most 0.1716 of either sign.
  const double s = (mantissa - 1) / (mantissa + 1);
  const double square = s * s;
  double sum = 0;
  for (int i = 25; i >= 3; i -= 2) sum = (sum + 1.0 / i) * square;
  const auto k = static_cast<double>(exponent);
  return k * portable::ln2_high + (2 * (s + s * sum) + k * portable::ln2_low);
}

/// sin(2 pi x), for any x.
double portable_sin_of_turns(double x);

/// The value below which a share p (0 < p < 1) of the standard normal distribution lies: Wichura's AS 241
/// (Applied Statistics 37, 1988), to about 1e-16.
double portable_normal_quantile(double p);

}  // namespace placer::traffic
