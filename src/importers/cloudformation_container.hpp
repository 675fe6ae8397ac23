// Containers of a template: tasks of ECS with the services that run them, job definitions of Batch, services
// of App Runner.
#pragma once

#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <vector>

namespace placer::importers {

/// `triggers` is what other resources start it with.
void read_template_task(Draft& draft, const Template& source, const Resource& resource,
                        std::vector<Trigger> triggers);
void read_batch_job(Draft& draft, const Template& source, const Resource& resource);
void read_app_runner(Draft& draft, const Template& source, const Resource& resource);

}  // namespace placer::importers
