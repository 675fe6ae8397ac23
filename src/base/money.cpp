#include "base/money.hpp"

#include "base/decimal_text.hpp"

#include <fmt/core.h>

namespace placer {
namespace {

constexpr std::int64_t nano_per_micro = 1000;
constexpr std::int64_t nano_per_cent = 10'000'000;
constexpr std::uint64_t pico_per_dollar = 1'000'000'000'000;

std::string with_commas(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

}  // namespace

std::int64_t nano_of(std::int64_t micro) {
  std::int64_t nano = 0;
  return __builtin_mul_overflow(micro, nano_per_micro, &nano) ? unbounded : nano;
}

std::string number_text(std::int64_t value, std::int64_t scale, int decimals) {
  std::int64_t step = scale;  // of the last decimal that is shown
  for (int i = 0; i < decimals && step % 10 == 0; ++i) step /= 10;
  const std::uint64_t amount = magnitude(value), unit = static_cast<std::uint64_t>(step);
  const std::uint64_t steps = amount / unit + (amount % unit * 2 >= unit ? 1 : 0);
  const std::uint64_t whole = static_cast<std::uint64_t>(scale) / unit;
  std::string text = value < 0 && steps != 0 ? "-" : "";
  text += with_commas(steps / whole);
  // Behind the point as it is without commas.
  text += decimal_text(steps % whole, whole).substr(1);
  return text;
}

std::string money_text(std::int64_t nano) {
  const std::uint64_t amount = magnitude(nano);
  const std::uint64_t cents = amount / nano_per_cent + (amount % nano_per_cent * 2 >= nano_per_cent ? 1 : 0);
  if (cents == 0 && nano != 0) return "<$0.01";
  return fmt::format("{}${}.{:02}", nano < 0 ? "-" : "", with_commas(cents / 100), cents % 100);
}

std::string short_money_text(std::int64_t nano) {
  constexpr std::int64_t nano_per_dollar = 100 * nano_per_cent;
  return nano < 10 * nano_per_dollar - nano_per_cent / 2 ? money_text(nano)
                                                         : "$" + number_text(nano, nano_per_dollar, 0);
}

std::string money_text(const Interval& nano) {
  if (nano.high == unbounded)
    return nano.low == 0 ? std::string("not known") : money_text(nano.low) + " or more";
  const std::string low = money_text(nano.low), high = money_text(nano.high);
  return low == high ? low : fmt::format("{} to {}", low, high);
}

std::string price_text(const Interval& pico) {
  const auto text = [](std::int64_t one) {
    return "$" + decimal_text(static_cast<std::uint64_t>(one), pico_per_dollar);
  };
  if (pico.high == unbounded)
    return pico.low == 0 || pico.low == unbounded ? std::string("?") : text(pico.low) + " or more";
  return pico.is_point() ? text(pico.low) : fmt::format("{} to {}", text(pico.low), text(pico.high));
}

}  // namespace placer
