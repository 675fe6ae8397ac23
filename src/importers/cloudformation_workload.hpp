// The resources of a template that are workloads: functions, tasks, jobs, services.
#pragma once

#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>
#include <vector>

namespace placer::importers {

bool is_template_workload(std::string_view type);

/// Reads one of them; false where it is none. `globals` is what `Globals: Function:` says, for functions of
/// SAM.
bool read_template_workload(Draft& draft, const Template& source, const Resource& resource,
                            const Property& globals, const std::vector<Trigger>& triggers);

}  // namespace placer::importers
