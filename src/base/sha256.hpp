// SHA-256 (FIPS 180-4), for the digest that names a rule set.
#pragma once

#include <string>
#include <string_view>

namespace placer {

/// The digest of the bytes as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// The same digest in Base64 with its padding (RFC 4648, section 4), as a content security policy names it.
std::string sha256_base64(std::string_view bytes);

}  // namespace placer
