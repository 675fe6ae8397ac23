// What the events of a SAM function must say.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

namespace placer::importers {

/// Reports properties without which SAM refuses an event of its type.
void check_event_properties(Draft& draft, const Property& event);

}  // namespace placer::importers
