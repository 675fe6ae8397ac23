// Caps on hostile input: how deep and how large a document may be.
#pragma once

#include <cstdint>

namespace placer {

/// What exceeds one of these is an error with its place. The command line's --max-depth and so on set them.
struct InputCaps {
  std::uint32_t depth = 64;             ///< nesting of lists and mappings, through aliases too
  std::uint32_t nodes = 4'000'000;      ///< values of one document
  std::uint64_t expanded = 8'000'000;   ///< values of one document if all aliases were written out
  std::uint32_t documents = 1'000'000;  ///< of one stream
};

}  // namespace placer
