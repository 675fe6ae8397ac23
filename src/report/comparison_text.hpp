// The offerings side by side, for people: verdict, score, what a month costs, how long requests wait for
// starts, size.
#pragma once

#include "report/text.hpp"

#include <placer/report.hpp>

#include <string>

namespace placer::report {

/// Appends a row for the best offering of each platform in ranked order and for the target, the others by
/// name and score only; in full where all are asked for.
void append_comparison(const WorkloadReport& workload, const TextOptions& options, std::string& out);

}  // namespace placer::report
