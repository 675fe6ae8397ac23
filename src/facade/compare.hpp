// Holds the answer of one rule set against that of another: what today's rules say where the guide's were
// asked.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/report.hpp>

#include <string>
#include <vector>

namespace placer {

/// One line with the other rule set's answer and, where the answers differ, the claims that explain it: those
/// behind the rules of `rules` that reject what `other` does not.
std::vector<std::string> compare(const rules::RuleSet& rules, const rules::RuleSet& other,
                                 const Workload& workload, const WorkloadReport& report, bool strict);

}  // namespace placer
