#include "rules/terms.hpp"

namespace placer::rules {

Wide multiply(Wide a, Wide b) {
  __extension__ using UnsignedWide = unsigned __int128;
  constexpr Wide widest = static_cast<Wide>(~static_cast<UnsignedWide>(0) >> 1U);
  Wide result = 0;
  return __builtin_mul_overflow(a, b, &result) ? widest : result;
}

WideInterval product(std::span<const Term> terms, std::span<const Slot> slots) {
  WideInterval result;
  bool nothing = false;
  for (const Term& term : terms) {
    const Interval value = value_of(term, slots);
    result.low = multiply(result.low, value.low);
    nothing = nothing || value.high == 0;
    result.open = result.open || value.high == unbounded;
    if (!result.open) result.high = multiply(result.high, value.high);
  }
  return nothing ? WideInterval{0, 0, false} : result;
}

}  // namespace placer::rules
