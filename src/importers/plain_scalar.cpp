// The rules are those of sigs.k8s.io/yaml
// (https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go), by which `1_000` is a number
// too, a date is text, and so is a number that is too large for a float.
#include "importers/plain_scalar.hpp"

#include "base/text.hpp"
#include "doc/scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

namespace placer::importers {
namespace {

constexpr std::string_view words_for_true[] = {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"};
constexpr std::string_view words_for_false[] = {"n", "N", "no", "No", "NO", "off", "Off", "OFF"};
constexpr std::string_view no_numbers[] = {".nan",  ".NaN",  ".NAN",  ".inf",  ".Inf",  ".INF",
                                           "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"};

bool is_sign(char c) { return c == '-' || c == '+'; }

std::size_t count_digits(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? text.size() : end;
}

/// 0x1F, 0b101, 0o17; without a sign.
bool is_of_other_base(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return false;
  std::string_view digits;
  switch (text[1]) {
    case 'x':
    case 'X': digits = "0123456789abcdefABCDEF"; break;
    case 'o':
    case 'O': digits = "01234567"; break;
    case 'b':
    case 'B': digits = "01"; break;
    default: return false;
  }
  return text.substr(2).find_first_not_of(digits) == std::string_view::npos;
}

/// 8080, 1.0, 1e3, .5, 007; without a sign.
bool is_decimal(std::string_view text) {
  const std::size_t whole = count_digits(text);
  std::size_t digits = whole;
  text.remove_prefix(whole);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    const std::size_t more = count_digits(text);
    text.remove_prefix(more);
    digits += more;
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  const bool small = text.starts_with('-');
  if (!text.empty() && is_sign(text.front())) text.remove_prefix(1);
  if (text.empty() || count_digits(text) != text.size()) return false;
  // The largest float has 309 digits: what looks like a longer number may be the short name of a commit.
  constexpr std::size_t most = 309;
  std::size_t power = 0;
  const bool fits = std::from_chars(text.data(), text.data() + text.size(), power).ec == std::errc();
  return small || (fits && power <= most && whole + power <= most);
}

/// The digits of a number of another base; without a sign.
std::optional<std::string> read_other_base(std::string_view text) {
  constexpr std::string_view bases = "bBoOxX";
  constexpr int base_of[] = {2, 2, 8, 8, 16, 16};
  const std::size_t base = text.size() > 1 ? bases.find(text[1]) : std::string_view::npos;
  // What begins with 0 is a number in base 8.
  const std::string_view digits = text.substr(base == std::string_view::npos ? 1 : 2);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number,
                                            base == std::string_view::npos ? 8 : base_of[base]);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return fmt::format("{}", number);
}

/// The digits of a decimal number that is whole; without a sign.
std::optional<std::string> read_whole(std::string_view text) {
  const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
  int power = 0;
  if (mark < text.size()) {
    std::string_view exponent = text.substr(mark + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    if (std::from_chars(exponent.data(), exponent.data() + exponent.size(), power).ec != std::errc())
      return std::nullopt;
  }
  std::string digits(text.substr(0, mark));
  const std::size_t point = digits.find('.');
  if (point != std::string::npos) {
    power -= static_cast<int>(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return "0";
  for (; power < 0 && digits.ends_with('0'); ++power) digits.pop_back();
  constexpr std::size_t longest = 19;
  if (power < 0 || power > static_cast<int>(longest) ||
      digits.size() + static_cast<std::size_t>(power) > longest)
    return std::nullopt;
  return digits.append(static_cast<std::size_t>(power), '0');
}

}  // namespace

std::optional<std::string> plain_integer(std::string_view text) {
  if (!plain_kind(text).starts_with("a number")) return std::nullopt;
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  const bool negative = plain.starts_with('-');
  std::string_view digits = plain;
  if (is_sign(digits.front())) digits.remove_prefix(1);
  const bool decimal = count_digits(digits) < digits.size() && is_decimal(digits);
  const bool other_base = digits.size() > 1 && digits[0] == '0' && !decimal;
  // 08 is no number in base 8, so it is the decimal number.
  auto whole = other_base ? read_other_base(digits) : std::nullopt;
  if (!whole && is_decimal(digits)) whole = read_whole(digits);
  return whole && negative && *whole != "0" ? "-" + *whole : whole;
}

std::optional<bool> plain_boolean(doc::View value) {
  if (!value.is_scalar() || value.quoted()) return std::nullopt;
  if (is_one_of(value.text(), words_for_true)) return true;
  if (is_one_of(value.text(), words_for_false)) return false;
  return doc::read_boolean(value.text()).value;
}

std::string_view plain_kind(std::string_view text) {
  if (doc::read_boolean(text).value) return "true or false";
  if (is_one_of(text, words_for_true) || is_one_of(text, words_for_false)) return "true or false in YAML 1.1";
  std::string_view digits = text;
  if (!digits.empty() && is_sign(digits.front())) digits.remove_prefix(1);
  if (is_one_of(text, no_numbers) || is_decimal(digits)) return "a number";
  // What begins with a digit or a sign may have underscores anywhere behind.
  if (digits.size() == text.size() && count_digits(text) == 0) return {};
  std::string plain(digits);
  plain.erase(std::remove(plain.begin(), plain.end(), '_'), plain.end());
  return is_of_other_base(plain) || is_decimal(plain) ? "a number in YAML 1.1" : std::string_view();
}

}  // namespace placer::importers
