// What SAM takes for all resources of a kind, in `Globals`.
#pragma once

#include "doc/document.hpp"
#include "importers/cloudformation_references.hpp"

#include <vector>

namespace placer::importers {

/// Sections and keys that SAM does not know there, of which it refuses the whole template.
std::vector<TemplateMistake> mistaken_globals(doc::View globals);

}  // namespace placer::importers
