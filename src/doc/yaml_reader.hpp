// Reads one piece of a YAML stream through libyaml's events.
#pragma once

#include "doc/tree_builder.hpp"

#include <functional>

namespace placer::doc {

/// Calls `on_document` when the builder holds a whole document with content. A piece has one, unless its text
/// has line separators that only libyaml takes for line ends. Stops where the builder fails, or where libyaml
/// does: the builder then holds the reason.
void read_yaml(Span piece, TreeBuilder& builder, const std::function<void()>& on_document);

}  // namespace placer::doc
