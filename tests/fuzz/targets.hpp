// The fuzz targets: each takes bytes that nobody chose and must come back. What a target promises beyond that
// (what is printed reads back, no control character reaches a report) it checks itself and aborts where it
// does not hold, so that every fuzzer sees it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::fuzz {

struct Target {
  std::string name;  ///< "yaml", "import-kubernetes": the folder of its corpus
  void (*run)(std::string_view bytes, std::string_view importer);
  std::string importer = {};  ///< of targets that import: the id

  void operator()(std::string_view bytes) const { run(bytes, importer); }
};

/// All of them, in a fixed order; one for each importer among them.
const std::vector<Target>& targets();

/// Null where there is none of that name.
const Target* find_target(std::string_view name);

}  // namespace placer::fuzz
