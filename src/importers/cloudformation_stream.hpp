// What AWS refuses of the streams that a function reads.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers {

/// Streams of SAM events and of event source mappings of the function.
void check_streams(Draft& draft, const Template& source, std::string_view function, const Property& events);

}  // namespace placer::importers
