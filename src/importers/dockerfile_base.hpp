// What the name of a base image says of the workloads that are built upon it.
#pragma once

#include <string>
#include <string_view>

namespace placer::importers::dockerfile {

/// An image by its name: `registry/path:tag@digest`.
struct ImageName {
  std::string repository;  ///< in lower case, without the registry's usual spellings of Docker's own images
  std::string tag;
  bool by_digest = false;  ///< a digest without a tag, which may be of any of its images

  explicit ImageName(std::string_view text);
};

struct BaseImage {
  std::string_view system;        ///< "linux" or "windows"; empty where the name does not tell
  std::string_view family;        ///< "Alpine", "Debian", "distroless"; empty likewise
  bool either = false;            ///< a build on Windows takes another one of the same name
  std::string_view architecture;  ///< of images that are for one: "arm64"; empty for all others
  std::string_view maker;         ///< of the accelerators that it is made for: "NVIDIA"; empty without any
  bool lambda = false;            ///< an image that AWS gives for Lambda, which answers its runtime API
  std::string runtime;            ///< as Lambda calls it: "python3.13"; empty where the tag does not tell
};

/// `tag_known`: the tag is a literal.
BaseImage describe_base(const ImageName& image, bool tag_known);

}  // namespace placer::importers::dockerfile
