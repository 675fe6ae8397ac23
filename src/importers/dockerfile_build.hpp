// The image that a manifest has built for a workload: the Dockerfile is read with it.
#pragma once

#include "importers/draft.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers {

/// What a manifest says of a build.
struct Build {
  Value context;     ///< the directory, relative to the manifest
  Value dockerfile;  ///< relative to that; `Dockerfile` where it is not there
  Value target;      ///< the stage; the last one where it is not there
  std::vector<std::pair<std::string, Value>> arguments = {};
  bool listens = true;  ///< false for a function, which is called
};

/// Adds the facts of the image to those of the workload. A Dockerfile that is not where it should be is said.
void read_build(Draft& draft, const Build& build);

}  // namespace placer::importers
