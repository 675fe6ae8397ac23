// What ECS refuses of a task definition that is for Fargate.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <vector>

namespace placer::importers {

void check_fargate(Draft& draft, const Property& task, const std::vector<Property>& containers);

/// Constraints on where tasks are placed, which a service may have, too.
void check_placement(Draft& draft, const Property& constraints);

}  // namespace placer::importers
