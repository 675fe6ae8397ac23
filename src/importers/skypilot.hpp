// Tasks of SkyPilot: one workload for each document.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

/// Tasks and services of SkyPilot, which finds a machine for what they need on any cloud: they have no
/// target.
const Importer& skypilot_task();

}  // namespace placer::importers
