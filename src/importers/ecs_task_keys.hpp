// The keys of a task definition and of its parts, as ECS knows them.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"
#include "importers/ecs_task_form.hpp"

namespace placer::importers {

/// Reports keys that there are not: it refuses those that are nearly one that there is, or what other tools
/// call it; what is far from all may be newer than the tables and is worth a word. In a template of
/// CloudFormation they begin with a capital letter.
void check_task_keys(Draft& draft, const Property& task, TaskForm form);

}  // namespace placer::importers
