// placer's own manifest (docs/MANIFEST.md).
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& native();

}  // namespace placer::importers
