// What ECS refuses of the containers of a task: how many there are, what they take from one another, and how
// their variables are called.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <vector>

namespace placer::importers {

/// Reports it as violations of the checks of Amazon ECS, at the values.
void check_task_containers(Draft& draft, const std::vector<Property>& containers);

}  // namespace placer::importers
