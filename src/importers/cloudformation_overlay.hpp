// What `Metadata.Placer` of a resource says of it.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

namespace placer::importers {

/// Native keys with the functions of the template worked out, as everywhere else in the resource.
void read_template_overlay(Draft& draft, const Template& source, const Resource& resource);

}  // namespace placer::importers
