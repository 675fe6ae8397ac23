// Reads decimal numbers and multiplies them by a ratio of integers: the digits before the point by long
// division from the left, those after it from the right, where each step divides by ten and shows whether
// something was cut off. So any number of digits is handled exactly in 64 bits.
#include "base/number.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace placer {

namespace {

bool starts_with_digit(std::string_view text) { return !text.empty() && is_digit(text[0]); }

std::string_view take_digits(std::string_view& rest) {
  std::size_t count = 0;
  while (count < rest.size() && is_digit(rest[count])) ++count;
  const std::string_view digits = rest.substr(0, count);
  rest.remove_prefix(count);
  return digits;
}

/// The corrected number with what follows it; nothing for a text that would fill the screen.
std::string write(std::string_view number, std::string_view tail = {}) {
  constexpr std::size_t readable = 60;
  if (number.size() + tail.size() > readable) return {};
  return "write " + std::string(number) + std::string(tail);
}

/// The digits and what separates them ("1,000,000", "1 000", "0,5") at the front of a text.
std::string_view separated_digits(std::string_view text) {
  constexpr std::string_view separators = ",_' ";
  std::size_t end = 0;
  while (end < text.size()) {
    const bool separator = separators.find(text[end]) != std::string_view::npos;
    if (separator ? !starts_with_digit(text.substr(end + 1)) : !is_digit(text[end])) break;
    ++end;
  }
  return text.substr(0, end);
}

/// One comma that does not cut off three digits, or follows a lone zero, is meant as a decimal point.
std::string without_separators(std::string_view written) {
  std::string plain(written);
  const std::size_t comma = plain.find(',');
  const bool one_comma = comma != std::string::npos && comma == plain.find_last_of(",_' ");
  if (one_comma && (plain.size() - comma != 4 || plain.substr(0, comma) == "0")) {
    plain[comma] = '.';
    return plain;
  }
  std::erase_if(plain, [](char c) { return !is_digit(c); });
  return plain;
}

bool refuse_front(std::string_view rest, Complaint& complaint) {
  const std::string_view after = trim(rest.substr(1));
  if (rest[0] == '-' && starts_with_digit(after)) {
    complaint = {rest, "a negative number is not allowed", "write zero or more"};
  } else if (rest[0] == '+' && starts_with_digit(after)) {
    complaint = {rest.substr(0, 1), "a number is written without a plus sign", write(after)};
  } else if (rest[0] == '.' && starts_with_digit(after)) {
    complaint = {rest, "a digit is missing before the decimal point", write("0", rest)};
  } else {
    complaint = {rest, {}, {}};
  }
  return false;
}

}  // namespace

bool read_number(std::string_view& rest, Decimal& number, Complaint& complaint) {
  if (!starts_with_digit(rest)) return refuse_front(rest, complaint);
  const std::string_view start = rest;
  const std::string_view separated = separated_digits(rest);
  number.whole = take_digits(rest);
  number.fraction = {};
  if (separated.size() > number.whole.size()) {
    complaint = {separated, "a number is written without separators",
                 write(without_separators(separated), start.substr(separated.size()))};
    return false;
  }
  if (!rest.empty() && rest[0] == '.') {
    rest.remove_prefix(1);
    number.fraction = take_digits(rest);
    if (number.fraction.empty()) {
      complaint = {start.substr(0, number.whole.size() + 1), "a digit is missing after the decimal point",
                   write(number.whole, rest)};
      return false;
    }
  }
  number.text = start.substr(0, start.size() - rest.size());
  if (!rest.empty() && rest[0] == '.') {
    complaint = {rest.substr(0, 1), "a number has one decimal point",
                 "for an interval write two dots, as in 1..2"};
    return false;
  }
  if (number.whole.size() > 1 && number.whole[0] == '0' &&
      !rest.starts_with(':')) {  // a clock is another matter
    const std::size_t kept = std::min(number.whole.find_first_not_of('0'), number.whole.size() - 1);
    complaint = {number.text, "a number does not begin with a zero", write(number.text.substr(kept), rest)};
    return false;
  }
  if (rest.size() > 1 && (rest[0] == 'e' || rest[0] == 'E')) {
    const bool sign = rest[1] == '-' || rest[1] == '+';
    if (starts_with_digit(rest.substr(sign ? 2 : 1))) {
      complaint = {start, "a number is written without an exponent", "write all its digits"};
      return false;
    }
  }
  return true;
}

std::optional<Product> multiply(const Decimal& number, std::uint64_t scale, std::uint64_t per) {
  Product product;
  std::uint64_t rest = 0;
  for (const char c : number.whole) {
    rest = rest * 10 + static_cast<std::uint64_t>(c - '0') * scale;
    const std::uint64_t more = rest / per;
    if (product.floor > (UINT64_MAX - more) / 10) return std::nullopt;
    product.floor = product.floor * 10 + more;
    rest %= per;
  }
  std::uint64_t part = 0;
  for (auto digit = number.fraction.rbegin(); digit != number.fraction.rend(); ++digit) {
    part += static_cast<std::uint64_t>(*digit - '0') * scale;
    product.exact = product.exact && part % 10 == 0;
    part /= 10;
  }
  rest += part;
  product.exact = product.exact && rest % per == 0;
  if (product.floor > UINT64_MAX - rest / per) return std::nullopt;
  product.floor += rest / per;
  return product;
}

}  // namespace placer
