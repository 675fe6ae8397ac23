// What AWS Batch refuses of a job definition: its groups of nodes, its pods, and what its containers require.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>
#include <vector>

namespace placer::importers {

/// What is meant by one of PlatformCapabilities: FARGATE by `Fargate`, which Batch refuses all the same.
/// Empty where none is.
std::string_view meant_job_capability(const Value& word);

/// Words in the PlatformCapabilities of a job.
void check_job_capabilities(Draft& draft, const Property& job);

/// Nodes that there are not, and those that no group describes. `group` is NodeProperties.
void check_job_nodes(Draft& draft, const Property& group);

/// What the containers of a pod request and are limited to.
void check_job_pod(Draft& draft, const Property& pod);

/// Settings for which Fargate has no machine.
void check_settings_on_fargate(Draft& draft, const std::vector<Property>& containers);
/// Settings of Fargate, where the job runs on machines. `task` holds them.
void check_settings_on_machines(Draft& draft, const Property& task);

/// Words in the ResourceRequirements of a container.
void check_job_requirements(Draft& draft, const Property& container);

}  // namespace placer::importers
