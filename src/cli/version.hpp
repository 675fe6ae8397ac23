#pragma once

#include <string>

namespace placer::cli {

/// "placer 0.1.0", and the built-in rule set with its date and digest.
std::string version_text();

}  // namespace placer::cli
