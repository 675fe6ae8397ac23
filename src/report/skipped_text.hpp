// What was read and holds no workload, or was not to be read, in words: nothing is left out silently.
#pragma once

#include "report/text.hpp"

#include <string>
#include <vector>

namespace placer::report {

/// "1 file without a workload skipped (notes.yaml)", "2 hidden paths not read", …: one phrase for each kind
/// of what is not in the report. A few are named; with `options.verbose` all are.
std::vector<std::string> skipped_phrases(const Report& report, const SourceMap& sources,
                                         const TextOptions& options);

}  // namespace placer::report
