// What a format refuses whatever the platform.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/report.hpp>

namespace placer {

/// Of a workload that its own format refuses, leaves only that of the gate's annotations that break it, and
/// without an offering: none is to blame, and what they lack besides is no way out.
void blame_format(Report& report, const rules::RuleSet& rules);

}  // namespace placer
