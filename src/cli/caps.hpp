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

struct CapOption {
  const char* name;
  const char* type;
  const char* help;  ///< the first one's names the others
};

inline constexpr std::array<CapOption, 5> cap_options{
    {{"--max-bytes", "SIZE", "of an input; --max-depth, -nodes, -aliases, -documents"},
     {"--max-depth", "N", ""},
     {"--max-nodes", "N", ""},
     {"--max-aliases", "N", ""},
     {"--max-documents", "N", ""}}};

/// What was given for each of the options, in their order; an empty text leaves the usual cap.
using CapWords = std::array<std::string, cap_options.size()>;

/// Reads the caps; false after a message in `err`.
bool read_caps(const CapWords& words, Caps& caps, std::string& err);

}  // namespace placer::cli
