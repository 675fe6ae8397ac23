// Means over independent runs, with the interval that holds the true one.
#pragma once

#include <placer/simulation.hpp>

#include <span>

namespace placer::traffic {

/// The ratio of two sums over runs: what is over the time, the requests, or the instances that ended; one
/// entry of both for each run. Its interval is of what each run is off from the ratio of all (Student's t, 95
/// %), and not below 0; without end where there is one run only. All zero where there is nothing below.
Estimate ratio_of(std::span<const double> above, std::span<const double> below);

/// The same of a part and all, which is no more than 1.
Estimate share_of(std::span<const double> part, std::span<const double> all);

}  // namespace placer::traffic
