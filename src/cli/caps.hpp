// The options that set caps on hostile input: --max-bytes, --max-depth and the like.
#pragma once

#include <placer/input_caps.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace placer::cli {

/// What a command holds its input to.
struct Caps {
  InputCaps input;
  std::optional<std::uint64_t> bytes;  ///< of one file, or of standard input; else what the reader takes
};

inline constexpr std::array<std::string_view, 5> cap_options{"--max-bytes", "--max-depth", "--max-nodes",
                                                             "--max-aliases", "--max-documents"};

/// What was given for each of the options, in their order; an empty text leaves the usual cap.
using CapWords = std::array<std::string, cap_options.size()>;

/// Reads the caps; false after a message in `err`.
bool read_caps(const CapWords& words, Caps& caps, std::string& err);

}  // namespace placer::cli
