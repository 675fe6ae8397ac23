// What a Dockerfile says of a workload that runs its image.
#pragma once

#include "importers/dockerfile_stages.hpp"

namespace placer::importers::dockerfile {

struct ImageRead {
  bool built = false;  ///< there is an image that the facts are of
  Location lambda;     ///< what makes it one for Lambda, which runs nowhere else; no place if nothing does
};

/// Adds the facts of the image, and reports what Docker refuses. What the draft states already stays.
ImageRead read_image(Draft& draft, doc::View root, const Stages::Options& options);

}  // namespace placer::importers::dockerfile
