// Addresses of the Internet Protocol, as far as one can tell from their spelling.
#pragma once

#include <string_view>

namespace placer {

/// Whether a text is an address of IPv4 (127.0.0.1), or may be one of IPv6 (::1). A name is none.
bool is_address(std::string_view text);

}  // namespace placer
