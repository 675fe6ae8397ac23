// Docker Compose files: one workload for each service.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& compose_file();

}  // namespace placer::importers
