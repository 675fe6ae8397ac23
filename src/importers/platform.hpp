// The platform of an image, as Docker writes it: "linux/arm64/v8".
#pragma once

#include "importers/draft.hpp"

namespace placer::importers {

/// Operating system and processor architecture from such a value. One word alone is the architecture.
void read_platform(Draft& draft, const Value& platform);

}  // namespace placer::importers
