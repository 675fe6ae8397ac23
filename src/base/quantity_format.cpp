// Prints quantities exactly: in the largest unit that divides the value, or with as many decimals as it
// takes.
#include "base/decimal_text.hpp"
#include "base/units.hpp"

#include <placer/quantity.hpp>

namespace placer {

std::string decimal_text(std::uint64_t value, std::uint64_t scale) {
  std::string text = std::to_string(value / scale);
  std::uint64_t rest = value % scale;
  if (rest > 0) text += '.';
  while (rest > 0) {
    scale /= 10;
    text += static_cast<char>('0' + rest / scale);
    rest %= scale;
  }
  return text;
}

std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

std::string format_quantity(std::int64_t value, Unit unit) {
  const UnitKind& kind = kind_of(unit);
  if (value == unbounded) return "unbounded";
  if (value == 0) return std::string(kind.zero);
  const std::uint64_t amount = magnitude(value);
  const UnitName* name = kind.names.data();
  // The base unit ends the units that are printed, so the search does too.
  while (!kind.decimals && amount % name->scale != 0) ++name;
  std::string text = value < 0 ? "-" : "";
  text += decimal_text(amount, name->scale);
  text += name->text;
  return text;
}

std::string format_quantity(const Interval& interval, Unit unit) {
  std::string text = format_quantity(interval.low, unit);
  if (interval.is_point()) return text;
  text += "..";
  if (interval.high != unbounded) text += format_quantity(interval.high, unit);
  return text;
}

}  // namespace placer
