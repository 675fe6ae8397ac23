// What a month costs: a bill of lines, each with its quantity, its price and where the price is from.
#pragma once

#include <placer/quantity.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace placer {

/// What a month is to bills: 730 hours.
inline constexpr std::int64_t seconds_of_month = 730 * 3600;

/// Where a number comes from. `as_of` dates the text that states it, `checked` the day it was last held
/// against it.
struct SourceInfo {
  std::string_view url, title, as_of, checked, basis, confidence;
};

/// One line of a bill: a quantity of a month at one price. Each tier is a line of its own, and so is what the
/// provider gives away. High ends are `unbounded` where nobody can say.
struct BillLine {
  std::string_view item, title, unit, region;
  Interval quantity;  ///< in millionths of the unit
  Interval price;     ///< of one unit, in pico-USD
  Interval amount;    ///< in nano-USD; negative where the provider pays
  SourceInfo source;
};

/// The bill of so many months, in nano-USD. The total is the exact sum of its parts, rounded once.
struct Cost {
  Interval total;
  std::int64_t months = 1;                ///< that all of it is for
  std::vector<BillLine> lines;            ///< in the order of the price list; none of nothing
  std::vector<std::string_view> missing;  ///< facts that would make it more exact
};

/// What a month costs as traffic grows.
struct CostCurve {
  struct Series {
    std::string_view offering;     ///< "platform/offering"
    std::vector<Interval> totals;  ///< in nano-USD, of each number of requests
  };
  /// Up to so many requests a month one offering is the cheapest, beyond them another, as far as the middles
  /// of their bills go.
  struct Turn {
    std::string_view below, above;
    std::int64_t requests = 0;
  };
  std::vector<std::int64_t> requests;  ///< in a month
  std::vector<Series> series;
  std::vector<Turn> turns;
};

}  // namespace placer
