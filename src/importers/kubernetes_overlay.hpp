// What stands beside a workload in the words of another vocabulary: facts in annotations, and the claims to
// volumes that both a workload and a file of its own can make.
#pragma once

#include "importers/draft.hpp"

namespace placer::importers::kubernetes {

/// `placer.dev/FACT: VALUE` in the annotations, in the words of the native manifest.
void read_annotations(Draft& draft, doc::View annotations);

/// Reports a claim to a volume that Kubernetes refuses: without a size, or of none.
void check_claim(Draft& draft, doc::View spec);

}  // namespace placer::importers::kubernetes
