// Terms of products, in derived facts and in bills, and arithmetic that does not overflow.
#pragma once

#include "rules/evaluate.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace placer::rules {

__extension__ using Wide = __int128;

/// Cut off at the largest value that 128 bits hold, which no divisor brings back below 64 bits.
Wide multiply(Wide a, Wide b);
/// Of what is not negative, rounded down and up. Most values have 64 bits, where it takes a tenth of the
/// time.
inline Wide divide(Wide value, Wide divisor) {
  return value <= Wide{unbounded} && divisor <= Wide{unbounded}
             ? Wide{static_cast<std::int64_t>(value) / static_cast<std::int64_t>(divisor)}
             : value / divisor;
}
inline Wide ceil_divide(Wide value, Wide divisor) {
  const Wide whole = divide(value, divisor);
  return whole * divisor == value ? whole : whole + 1;
}
/// Within 0 and `unbounded`.
inline std::int64_t saturate(Wide value) {
  return value >= Wide{unbounded} ? unbounded : value < 0 ? 0 : static_cast<std::int64_t>(value);
}

/// From the lower low end to the higher high one.
inline Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// A term as far as it is known; one that is not lies between nothing and `unbounded`.
inline Interval value_of(const Term& term, std::span<const Slot> slots) {
  if (term.fact == no_fact) return term.constant;
  return slots[term.fact].known ? slots[term.fact].value : Interval{0, unbounded};
}

/// A product of terms. `open`: it has no upper end, and `high` means nothing. Nothing times an unknown amount
/// is nothing.
struct WideInterval {
  Wide low = 1, high = 1;
  bool open = false;
};
WideInterval product(std::span<const Term> terms, std::span<const Slot> slots);

}  // namespace placer::rules
