// A change in words.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>
#include <vector>

namespace placer::report {

/// "fits with timeout at most 15min (now 20min) and package.format image (now zip)"; "may fit with …; depends
/// on scale.max then". `rules` are those of the report: a quota is called by its name.
std::string describe(const Change& change, const std::vector<RuleInfo>& rules);

/// Of what does not fit, what is told of in short: the target, then the nearest offering of each platform on
/// which nothing fits, two in all. `all`: every one. Where nothing helps, `changes` is empty.
std::vector<const OfferingReport*> nearest(const WorkloadReport& workload, bool all);

}  // namespace placer::report
