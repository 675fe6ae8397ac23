// Rows of the price lists: what a month of something costs, as products of what is known of a workload.
#pragma once

#include "rules/tables.hpp"

namespace placer::rules {

/// How many tiers a price may have.
inline constexpr std::size_t max_tiers = 7;

/// The part of a month's quantity up to `to`, and what one unit of it costs in pico-USD.
struct PriceTier {
  std::int64_t to = unbounded;
  Interval price;
};

/// One line of a bill. Rows of one id stand behind one another, of which the first that applies counts.
struct Price {
  OfferingMask offerings = 0;
  TextRef id, title, unit, region, note;
  TextRef when_text;  ///< the expression as written, for people
  Range<Node> when;
  Range<Term> quantity;  ///< the product of these,
  Range<Term> per;       ///< over the product of these and `divisor`, is how many units there are
  Range<Term> times;     ///< shares that the amount is multiplied by
  Range<PriceTier> tiers;
  std::int64_t divisor = 1;
  std::int64_t free = 0;          ///< units of a month that the provider gives away
  std::int64_t free_credit = 0;   ///< not 0: he gives a discount of this much for each, in pico-USD
  std::uint16_t of = UINT16_MAX;  ///< a fact that is the price of a unit, in the place of tiers
  std::uint16_t source = 0, free_source = 0;
  std::uint16_t line = 0;  ///< the same for all rows of an id
  bool may_lack = false;   ///< where nobody says how much of it there is, the score goes without
  Spare<7> spare{};
};

}  // namespace placer::rules
