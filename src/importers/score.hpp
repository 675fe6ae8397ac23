// Score files: one workload for each document.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

/// Workloads of Score (score.dev/v1b1), which several platforms can be made from: they have no target.
const Importer& score();

}  // namespace placer::importers
