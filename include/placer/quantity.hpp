// Quantities: exact integers in a base unit, and how people write them.
//
// A limit is compared with a need as two integers, never as two doubles, so "250MiB fits, one byte more does
// not" holds everywhere. What a person writes ("1h30m", "0.5", "3M/month", "512MiB..2GiB") is parsed here,
// and only here; printing gives the shortest text that parses back to the same integer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace placer {

/// The base unit of a quantity; the comment says what one integer step is and how it is written.
enum class Unit : std::uint8_t {
  count,      ///< a plain number: 3
  bytes,      ///< one byte: 512B, 64KiB, 250MB (decimal), 1.5GiB (binary), 2TiB
  duration,   ///< one millisecond: 250ms, 30s, 15min (or 15m), 1h30m, 7d, 2w
  vcpu,       ///< one thousandth of a vCPU: 500m, 0.5, 2, 2 vCPU
  rate,       ///< one thousandth of a request per second: 5rps, 0.4/s, 100/min, 20/h, 3M/month, 2k req/min
  percent,    ///< one part per million of the whole: 70%, 0.5%
  money,      ///< one millionth of a US dollar: 0.06USD, $0.06
  bandwidth,  ///< one bit per second: 625Mbps, 2Gbps; in bytes per second: 2MBps, 2MB/s, 2MiB/s
  price,      ///< one millionth of a millionth of a US dollar: 0.0000166667USD
};

/// The name of the base unit as the JSON report writes it: "bytes", "ms", "milli-vCPU", "milli-rps", …
std::string_view to_string(Unit unit);

/// A closed interval of integers in one unit. A single value has `low == high`. `low` is what is reserved or
/// at least needed, `high` what may be needed at most.
struct Interval {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool is_point() const { return low == high; }
  /// Rounded down; `unbounded` where there is no upper end.
  std::int64_t middle() const { return high == INT64_MAX ? high : low + (high - low) / 2; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// The end of an interval that has no upper end ("1.." means one or more).
inline constexpr std::int64_t unbounded = INT64_MAX;

/// What is wrong with a text that should be a quantity. `offset` and `length` mark the guilty part of the
/// text.
struct QuantityError {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::string message;  ///< what is wrong, and what was expected
  std::string help;     ///< what to write instead; may be empty
};

/// Parses "VALUE" or an interval of the given unit: "LOW..HIGH", "LOW.." (no upper end) or "..HIGH" (from
/// zero). Blanks around a part are ignored. The low end may leave its unit to the high one: "1..2GiB" is
/// 1GiB..2GiB.
///
/// Refused, each with its own message: an empty text, a negative or overflowing number (`unbounded` itself
/// overflows), a missing or unknown unit, a unit of another kind ("512MB" as a duration), a fraction finer
/// than the base unit, an interval whose ends are swapped, a leading zero ("010"), digits with separators, a
/// percentage above 100%. A number without a unit is refused unless it is a count or a number of vCPUs. Unit
/// names are case-sensitive; those of other programs ("512Mi", "512mb") are refused with what to write
/// instead. An interval "1..2500m" of vCPUs is refused, since its low end could mean either unit.
///
/// A month is 30 days: 3M/month is 3,000,000 requests in 2,592,000 seconds. Rates, and nothing else, are
/// rounded: to the nearest thousandth of a request per second, but one that is not zero is never rounded to
/// zero.
///
/// `range` is what the caller takes: the help never says to write what lies outside. A value outside is read
/// all the same.
std::optional<Interval> parse_quantity(std::string_view text, Unit unit, QuantityError& error,
                                       const Interval& range = {0, unbounded});

/// Prints a value so that parse_quantity reads the same integer back: "15min", "250MiB", "250MB", "0.25",
/// "70%". The largest unit that needs no fraction wins, binary before decimal for bytes; vCPU, rates,
/// percents and money are printed in one unit with up to three, three, four and six decimals. A negative
/// value (a difference) gets a minus sign, and `unbounded` is "unbounded"; neither is read back.
std::string format_quantity(std::int64_t value, Unit unit);

/// Prints a point as one value and an interval as "LOW..HIGH" ("LOW.." without an upper end).
std::string format_quantity(const Interval& interval, Unit unit);

/// Prints a value for reading. Where the exact text has more than four digits (three for durations), the
/// value is rounded: to three significant digits ("1.15GiB"), durations to at most two units ("1min 3.9s",
/// "1h 2min"). Counts are never rounded. Not for parsing back.
std::string format_approximate(std::int64_t value, Unit unit);

/// Prints a bound for reading and for writing down. Where the exact text of a size in bytes has too many
/// digits it is moved to the next size of few digits that keeps to the bound: down, or up for a bound that is
/// a least ("13107MiB" for 12.8 GiB at most). It is parsed back to that size.
std::string format_bound(std::int64_t value, Unit unit, bool is_least);

}  // namespace placer
