// A change in words.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>

namespace placer::report {

/// "fits with timeout at most 15min (now 20min) and package.format image (now zip)"; "may fit with …; depends
/// on scale.max then".
std::string describe(const Change& change);

/// How much there is to change; the less, the nearer.
std::size_t steps(const Change& change);

}  // namespace placer::report
