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

/// The end of an amount that bounds it: the high one, or of a least the low one. A size in bytes of too many
/// digits is moved to one that keeps to the bound and can be written down.
std::string bound_text(const Amount& amount, bool is_least);

/// Of what does not fit, what is told of in short: the target, then what can be made to fit, an offering of a
/// platform on which nothing else fits first, the one with the least to change first, two in all of two
/// platforms. Where nothing can be, a platform on which nothing fits. `all`: every one. Where nothing helps,
/// `changes` is empty.
std::vector<const OfferingReport*> nearest(const WorkloadReport& workload, bool all);

}  // namespace placer::report
