// Comparing an output with what was recorded.
#pragma once

#include <string>
#include <string_view>

namespace placer::golden {

/// Whether two texts are the same but for digests of a rule set (words of 12 or 64 hexadecimal digits): they
/// change with every rule and say nothing about the output.
bool same(std::string_view expected, std::string_view actual);

/// What differs, line by line with three lines around each change: `-` expected, `+` actual.
std::string difference(std::string_view expected, std::string_view actual);

}  // namespace placer::golden
