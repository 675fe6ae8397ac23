// Kubernetes objects: workloads, what belongs to them, and custom resources that carry pods.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& kubernetes_objects();

}  // namespace placer::importers
