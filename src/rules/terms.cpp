#include "rules/terms.hpp"

namespace placer::rules {

Wide multiply(Wide a, Wide b) {
  __extension__ using UnsignedWide = unsigned __int128;
  constexpr Wide widest = static_cast<Wide>(~static_cast<UnsignedWide>(0) >> 1U);
  Wide result = 0;
  return __builtin_mul_overflow(a, b, &result) ? widest : result;
}

Wide ceil_divide(Wide value, Wide divisor) { return value / divisor + (value % divisor != 0 ? 1 : 0); }

std::int64_t saturate(Wide value) {
  return value >= Wide{unbounded} ? unbounded : value < 0 ? 0 : static_cast<std::int64_t>(value);
}

Input input(const Term& term, std::span<const Slot> slots) {
  if (term.fact == no_fact) return {term.constant, {}, true, false};
  const Slot& slot = slots[term.fact];
  return {slot.known ? slot.value : Interval{0, unbounded}, slot.needs, slot.known, slot.presumed};
}

WideInterval product(std::span<const Term> terms, std::span<const Slot> slots) {
  WideInterval result;
  bool nothing = false;
  for (const Term& term : terms) {
    const Interval value = input(term, slots).value;
    result.low = multiply(result.low, value.low);
    nothing = nothing || value.high == 0;
    result.open = result.open || value.high == unbounded;
    result.high = multiply(result.high, value.high);
  }
  return nothing ? WideInterval{0, 0, false} : result;
}

}  // namespace placer::rules
