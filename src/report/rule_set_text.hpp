// The rule set that an answer was made with, and the dates of its sources, in words.
#pragma once

#include <placer/report.hpp>

#include <string>

namespace placer::report {

/// "rules: current of 2026-11-29 with own.yaml, 0123456789ab".
std::string rule_set_text(const RuleSetInfo& rules);

/// "as of 2026-10-01, checked 2026-11-24", or "undated, checked ..."; empty where neither is known.
std::string dates_text(const SourceInfo& source);

}  // namespace placer::report
