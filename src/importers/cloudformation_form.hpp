// What a template and its resources are made of: sections, attributes, and values that are something.
#pragma once

#include "importers/cloudformation_references.hpp"

#include <vector>

namespace placer::importers {

/// Sections and attributes of resources that there are not, and values that are null. Nothing of what a macro
/// may read, and no strange section of what may be a part of a template.
std::vector<TemplateMistake> mistaken_form(doc::View root, const Template& source);

}  // namespace placer::importers
