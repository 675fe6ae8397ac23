// What binds the resources of a template together: their names, what they wait for, their conditions.
#pragma once

#include "importers/cloudformation_references.hpp"

#include <vector>

namespace placer::importers {

/// Names that no resource may have, and `DependsOn` and conditions that name nothing. Nothing of what may be
/// a part of a template, or where a macro may bring them.
std::vector<TemplateMistake> mistaken_structure(doc::View root, const Template& source);

}  // namespace placer::importers
