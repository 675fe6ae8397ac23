// What stands beside a workload in the words of another vocabulary: facts in annotations.
#pragma once

#include "importers/draft.hpp"

namespace placer::importers::kubernetes {

/// `placer.dev/FACT: VALUE` in the annotations, in the words of the native manifest.
void read_annotations(Draft& draft, doc::View annotations);

}  // namespace placer::importers::kubernetes
