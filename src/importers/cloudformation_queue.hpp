// Queues of SQS that a function works off: what Lambda refuses of the connection.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers {

/// Looks at the events of SAM and at the event source mappings of a function. `timeout` is that of the
/// function, where it is written.
void check_queues(Draft& draft, const Template& source, std::string_view function, const Property& events,
                  const Value& timeout);

/// Whether an event source mapping is certainly one of a queue.
bool is_queue(const Template& source, const Property& mapping);

}  // namespace placer::importers
