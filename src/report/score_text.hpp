// How the score of one offering came to be, part by part, as text.
#pragma once

#include <placer/quantity.hpp>
#include <placer/report.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace placer::report {

/// In whole units: an interval outwards, so that it holds all that it held, a point to the nearest. Neither
/// is negative.
Interval rounded(std::int64_t low, std::int64_t high, std::int64_t unit);

/// A score in points, "87.5", or an interval with this between its ends; a decimal where there is one.
std::string points_text(const Score& score, std::string_view dash);

/// In whole points: "78", or "78-86" where it is an interval.
std::string whole_points_text(const Score& score, std::string_view dash);

/// A weight, which is kept in halves: "5", or "2.5" where a priority halves it.
std::string weight_text(std::int64_t halves);

/// Appends the score of an offering as a table: of each criterion what it looks at, its points, its weight
/// and its part of the whole. An offering without a score gets the findings that it fails on.
void append_score(const WorkloadReport& workload, const OfferingReport& offering, bool unicode,
                  std::size_t width, std::string& text);

}  // namespace placer::report
