// What a format refuses whatever the platform.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/report.hpp>

namespace placer {

/// Takes the offering from annotations of what the format itself refuses: none is to blame. What an offering
/// says at the same place follows from that, and is left out.
void blame_format(Report& report, const rules::RuleSet& rules);

}  // namespace placer
