// What a SkyPilot task needs of its machine, and what will do in its place.
#pragma once

#include "importers/draft.hpp"
#include "importers/skypilot_accelerators.hpp"

namespace placer::importers::skypilot {

/// Reads `resources:` of a task. Of `any_of` and `ordered` each entry is the whole with some keys said
/// otherwise, and any one of them will do. How many machines each of its nodes is, comes back.
Span read_resources(Draft& draft, doc::View resources);
/// One port, a range, or a list of these.
void read_ports(Draft& draft, doc::View ports);

}  // namespace placer::importers::skypilot
