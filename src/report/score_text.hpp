// How the score of one offering came to be, part by part, as text.
#pragma once

#include <placer/report.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace placer::report {

/// A weight, which is kept in halves: "5", or "2.5" where a priority halves it.
std::string weight_text(std::int64_t halves);

/// Appends the score of an offering as a table: of each criterion what it looks at, its points, its weight
/// and its part of the whole. An offering without a score gets one line that says so.
void append_score(const WorkloadReport& workload, const OfferingReport& offering, bool unicode,
                  std::size_t width, std::string& text);

}  // namespace placer::report
