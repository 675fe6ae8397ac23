// An escape is one character, and all bytes of that stand where the escape does.
#include "doc/embedded.hpp"

#include <charconv>
#include <optional>

namespace placer::doc {
namespace {

/// One character as it is written: how long that is, and how many bytes it stands for.
struct Written {
  std::size_t length = 1, bytes = 1;
};

/// Of the four digits behind `\u`; nullopt where there are none.
std::optional<std::uint32_t> code_unit(std::string_view rest) {
  if (rest.size() < 6 || !rest.starts_with("\\u")) return std::nullopt;
  std::uint32_t unit = 0;
  const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + 6, unit, 16);
  return error == std::errc() && end == rest.data() + 6 ? std::optional(unit) : std::nullopt;
}

Written character(std::string_view rest) {
  if (rest[0] != '\\') return {};
  const auto unit = code_unit(rest);
  if (!unit) return {2, 1};
  const bool is_pair = *unit >= 0xD800 && *unit < 0xDC00 && code_unit(rest.substr(6));
  if (is_pair) return {12, 4};
  constexpr std::uint32_t one_byte = 0x80, two_bytes = 0x800;
  return {6, *unit < one_byte ? std::size_t{1} : *unit < two_bytes ? std::size_t{2} : std::size_t{3}};
}

}  // namespace

std::vector<std::uint32_t> places_within(std::string_view written, std::string_view text) {
  std::vector<std::uint32_t> places;
  if (written.size() < 2 || written.front() != '"') return places;
  places.reserve(text.size() + 1);
  std::size_t at = 1;
  while (at + 1 < written.size() && places.size() <= text.size()) {
    const Written one = character(written.substr(at));
    places.insert(places.end(), one.bytes, static_cast<std::uint32_t>(at));
    at += one.length;
  }
  places.push_back(static_cast<std::uint32_t>(at));
  if (places.size() != text.size() + 1 || at + 1 != written.size()) places.clear();
  return places;
}

}  // namespace placer::doc
