// Reads a JSON text through nlohmann's SAX interface.
#pragma once

#include "doc/tree_builder.hpp"

namespace placer::doc {

/// Fills the builder with the one value of the text. False if it is broken: the builder then holds the
/// reason.
bool read_json(TreeBuilder& builder);

}  // namespace placer::doc
