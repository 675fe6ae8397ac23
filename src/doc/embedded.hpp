// Text in a string: where its bytes stand in the file that has the string.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace placer::doc {

/// For each byte of `text`, and for its end, how far behind the begin of `written` it stands; `written` is
/// the string as the file has it, with its quotes and the escapes of JSON. Empty where they are not the same.
std::vector<std::uint32_t> places_within(std::string_view written, std::string_view text);

}  // namespace placer::doc
