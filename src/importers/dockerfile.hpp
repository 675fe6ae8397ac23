// Dockerfiles that stand alone: each is one workload, called after its folder.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

/// Images that are built, of which nobody says where they are to run: they have no target, unless they are
/// made for one platform alone.
const Importer& dockerfile_image();

}  // namespace placer::importers
