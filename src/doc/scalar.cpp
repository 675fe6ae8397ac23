// Reading scalars: first the one form that is right, then a look at what the writer may have meant.
#include "doc/scalar.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

namespace placer::doc {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

namespace {

// "0o17" and "017" in base 8, "0x1F" in base 16: the number as a plain one, if the text is such a number.
std::optional<std::uint64_t> other_base(std::string_view digits) {
  int base = 8;
  std::size_t prefix = 1;
  if (digits.starts_with("0x") || digits.starts_with("0X")) {
    base = 16, prefix = 2;
  } else if (digits.starts_with("0o")) {
    prefix = 2;
  }
  if (!digits.starts_with('0') || digits.size() <= prefix) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data() + prefix, digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::string integer_help(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
  const std::string_view sign = negative ? "-" : "";
  if (is_digits(digits) && digits.starts_with('0')) {
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    const std::string decimal = fmt::format("{}{}", sign, digits.substr(first));
    const auto octal = other_base(digits);
    if (!octal) return fmt::format("write {} without the leading 0", decimal);
    return fmt::format(
        "write {}, or {}{} if it was meant in base 8; programs differ in what a leading 0 means", decimal,
        sign, *octal);
  }
  if (const auto value = other_base(digits)) return fmt::format("write {}{}", sign, *value);
  std::string plain(digits);
  plain.erase(std::remove_if(plain.begin(), plain.end(), [](char c) { return c == '_' || c == ','; }),
              plain.end());
  if (is_digits(plain) && !plain.starts_with('0')) return fmt::format("write {}{}", sign, plain);
  return {};
}

}  // namespace

Reading<bool> read_boolean(std::string_view text) {
  if (is_one_of(text, {"true", "True", "TRUE"})) return {true, {}, {}};
  if (is_one_of(text, {"false", "False", "FALSE"})) return {false, {}, {}};
  Reading<bool> bad = {{}, fmt::format("{} is not true or false", in_quotes(text)), {}};
  const std::string word = to_lower(text);
  if (is_one_of(word, {"yes", "on", "y", "true", "1"})) bad.help = "write true";
  if (is_one_of(word, {"no", "off", "n", "false", "0"})) bad.help = "write false";
  return bad;
}

Reading<std::int64_t> read_integer(std::string_view text) {
  const bool signed_text = text.starts_with('-') || text.starts_with('+');
  const std::string_view digits = text.substr(signed_text ? 1 : 0);
  const bool plain = is_digits(digits) && (digits == "0" || !digits.starts_with('0'));
  if (!plain) return {{}, fmt::format("{} is not a whole number", in_quotes(text)), integer_help(text)};
  const std::string_view number = text.starts_with('+') ? digits : text;
  std::int64_t value = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc()) {
    return {{}, fmt::format("{} is beyond what a 64-bit number holds", in_quotes(text)), {}};
  }
  return {value, {}, {}};
}

}  // namespace placer::doc
