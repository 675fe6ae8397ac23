// Task definitions of Amazon ECS as JSON or YAML.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& ecs_task_definition();

}  // namespace placer::importers
