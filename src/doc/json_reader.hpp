// Reads a JSON text through nlohmann's SAX interface.
#pragma once

#include "doc/tree_builder.hpp"

#include <cstdint>

namespace placer::doc {

/// Fills the builder with the value of the text that begins at `at`, and moves on to what follows it. False
/// if it is broken: the builder then holds the reason.
bool read_json(TreeBuilder& builder, std::uint32_t& at);

}  // namespace placer::doc
