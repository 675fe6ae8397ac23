// A change in words.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>

namespace placer::report {

/// "timeout at most 15min (now 20min) and package.format image (now zip); and raise: …".
std::string describe(const Change& change);

/// How much there is to change; the less, the nearer.
std::size_t steps(const Change& change);

}  // namespace placer::report
