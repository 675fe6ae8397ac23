// The annotations for Knative's autoscaler: what is refused of them, and what they say of a workload.
#pragma once

#include "importers/draft.hpp"

namespace placer::importers::serving {

/// Reports values that Knative refuses in the annotations of a template (`revision`), and annotations for the
/// autoscaler that stand beside it (`object`), where they have no effect.
void check_autoscaling(Draft& draft, doc::View object, doc::View revision);

/// How many requests an instance works on at once, where the service sets no limit and the autoscaler aims at
/// a number of them.
void read_target(Draft& draft, doc::View revision);

}  // namespace placer::importers::serving
