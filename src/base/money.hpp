// Amounts of money and large numbers for reading.
#pragma once

#include <placer/quantity.hpp>

#include <cstdint>
#include <string>

namespace placer {

/// Micro-USD, as facts and options have them, in nano-USD, as bills do; cut off at `unbounded`.
std::int64_t nano_of(std::int64_t micro);

/// "1,234,567.5": a whole number of `1/scale` with commas, at most `decimals` behind the point, rounded.
std::string number_text(std::int64_t value, std::int64_t scale, int decimals);

/// "$2.73", "$1,704.39", "-$0.40": nano-USD to the cent. Less than half a cent that is not nothing is
/// "<$0.01".
std::string money_text(std::int64_t nano);
/// Both ends: "$2.73", "$1.07 to $4.20", "$5.00 or more".
std::string money_text(const Interval& nano);

/// For tables and sentences: whole dollars from ten on.
std::string short_money_text(std::int64_t nano);

/// A price of a unit with all its decimals: "$0.0000166667", "$0.0648 to $0.0864".
std::string price_text(const Interval& pico);

}  // namespace placer
