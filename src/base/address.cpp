// Four numbers for IPv4; of IPv6 the letters are looked at, and that there are colons.
#include "base/address.hpp"

#include <algorithm>
#include <charconv>

namespace placer {
namespace {

bool is_number_up_to_255(std::string_view text) {
  unsigned part = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, part);
  return read.ec == std::errc() && read.ptr == end && part <= 255;
}

}  // namespace

bool is_address(std::string_view text) {
  if (std::count(text.begin(), text.end(), ':') > 1)
    return text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  constexpr int most = 4;
  int parts = 0;
  for (std::size_t at = 0; at <= text.size() && parts <= most; ++parts) {
    const std::string_view part = text.substr(at, text.find('.', at) - at);
    if (!is_number_up_to_255(part)) return false;
    at += part.size() + 1;
  }
  return parts == most;
}

}  // namespace placer
