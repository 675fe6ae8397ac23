// Task definitions of Amazon ECS as JSON or YAML.
#pragma once

#include "importers/importer.hpp"

#include <optional>

namespace placer::importers {

const Importer& ecs_task_definition();

/// A bare list of containers, as Terraform and the command line take it, as the task that it is to be part
/// of; nothing for other documents.
std::optional<doc::Document> complete_task(const doc::Document& written);

}  // namespace placer::importers
