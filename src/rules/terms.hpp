// Terms of products, in derived facts and in bills, and arithmetic that does not overflow.
#pragma once

#include "rules/evaluate.hpp"

#include <cstdint>
#include <span>

namespace placer::rules {

__extension__ using Wide = __int128;

/// Cut off at the largest value that 128 bits hold, which no divisor brings back below 64 bits.
Wide multiply(Wide a, Wide b);
Wide ceil_divide(Wide value, Wide divisor);
/// Within 0 and `unbounded`.
std::int64_t saturate(Wide value);

/// A term as far as it is known; one that is not lies between nothing and `unbounded`.
struct Input {
  Interval value;
  FactSet needs;
  bool known = true;
  bool presumed = false;
};
Input input(const Term& term, std::span<const Slot> slots);

/// A product of terms. `open`: it has no upper end. Nothing times an unknown amount is nothing.
struct WideInterval {
  Wide low = 1, high = 1;
  bool open = false;
};
WideInterval product(std::span<const Term> terms, std::span<const Slot> slots);

}  // namespace placer::rules
