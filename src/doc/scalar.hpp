// Numbers and booleans from the text of a scalar, without the surprises of YAML 1.1: `no` and `on` are no
// booleans, `010` is not eight. What cannot be read says what to write instead. Whether a quoted text counts
// is the caller's matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace placer::doc {

/// A value, or what is wrong with the text and what to write.
template <typename T>
struct Reading {
  std::optional<T> value;
  std::string message;
  std::string help;
};

/// Digits and nothing else, one at least.
bool is_digits(std::string_view text);

/// `true` and `false`, also with a capital first letter or in capitals.
Reading<bool> read_boolean(std::string_view text);

/// A whole decimal number of up to 64 bits, with or without a sign. No other base, no `_`, no fraction, no
/// exponent.
Reading<std::int64_t> read_integer(std::string_view text);

}  // namespace placer::doc
