// Messages of rules: text with {names} in it. The names are checked when rules load, so that filling in never
// fails.
#pragma once

#include <string>
#include <string_view>

namespace placer::rules {

/// The next {name} of a message from `at` on: false if there is none. Sets where it begins, its name, and
/// where it ends.
struct Placeholder {
  std::size_t begin = 0, end = 0;
  std::string_view name;
};
inline bool next_placeholder(std::string_view text, std::size_t at, Placeholder& found) {
  found.begin = text.find('{', at);
  if (found.begin == std::string_view::npos) return false;
  const std::size_t close = text.find('}', found.begin);
  if (close == std::string_view::npos) return false;
  found.end = close + 1;
  found.name = text.substr(found.begin + 1, close - found.begin - 1);
  return true;
}

/// Replaces each {name} by what `value` (a callable from name to text) says.
template <class Value>
std::string fill(std::string_view text, Value&& value) {
  std::string filled;
  std::size_t at = 0;
  for (Placeholder found; next_placeholder(text, at, found); at = found.end) {
    filled += text.substr(at, found.begin - at);
    filled += value(found.name);
  }
  filled += text.substr(at);
  return filled;
}

}  // namespace placer::rules
