// The rule set that an answer was made with, in words.
#pragma once

#include <placer/report.hpp>

#include <string>

namespace placer::report {

/// "rules: current of 2026-11-29 with own.yaml, 0123456789ab".
std::string rule_set_text(const RuleSetInfo& rules);

}  // namespace placer::report
