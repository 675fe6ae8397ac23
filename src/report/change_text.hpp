// A change in words.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>

namespace placer::report {

/// "fits with timeout at most 15min (now 20min) and package.format image (now zip)"; "may fit with …; depends
/// on scale.max then". `rules` are those of the report: a quota is called by its name.
std::string describe(const Change& change, const std::vector<RuleInfo>& rules);

}  // namespace placer::report
