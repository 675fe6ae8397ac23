// What AWS Batch refuses of a job definition: its groups of nodes, its pods, and what its containers require.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

namespace placer::importers {

/// Nodes that there are not, and those that no group describes. `group` is NodeProperties.
void check_job_nodes(Draft& draft, const Property& group);

/// What the containers of a pod request and are limited to.
void check_job_pod(Draft& draft, const Property& pod);

/// Words in the ResourceRequirements of a container.
void check_job_requirements(Draft& draft, const Property& container);

}  // namespace placer::importers
