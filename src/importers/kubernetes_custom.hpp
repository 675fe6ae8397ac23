// Custom resources that carry pods.
#pragma once

#include "importers/kubernetes_workload.hpp"

namespace placer::importers::kubernetes {

/// Reads an object that has pods somewhere in it, or is of a kind that is known to make them; false if it is
/// neither.
bool read_custom(ImportContext& context, doc::View object, std::vector<Entry>& entries);

}  // namespace placer::importers::kubernetes
