// What exact and approximate printing share.
#pragma once

#include <cstdint>
#include <string>

namespace placer {

/// value / scale with all its decimals and no zeros at their end. `scale` must be a power of ten, or divide
/// `value`.
std::string decimal_text(std::uint64_t value, std::uint64_t scale);

/// The value without its sign, INT64_MIN included.
std::uint64_t magnitude(std::int64_t value);

}  // namespace placer
