// What ECS refuses of a task definition when it is registered.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers {

/// Reports it as violations of the checks of Amazon ECS, at the values. `target` is the offering that the
/// task is written for; Fargate wants more than EC2.
void check_task(Draft& draft, const Property& task, std::string_view target);

}  // namespace placer::importers
