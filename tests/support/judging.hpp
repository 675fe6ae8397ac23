// Judging a workload that a test writes down as facts: "timeout: 30s, memory: 1GiB".
#pragma once

#include "engine/judge.hpp"
#include "rules/rule_set.hpp"

#include <placer/fact.hpp>
#include <placer/report.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace placer::test {

/// The workload of a native manifest in one line, without its name; throws with the diagnostics if anything
/// is wrong with it.
Workload workload(const rules::RuleSet& rules, const std::string& facts);

/// A fact of a given origin, for what no native manifest can say.
Fact fact(const rules::RuleSet& rules, std::string_view name, Interval value, Origin origin);

/// The report of a workload.
WorkloadReport judged(const rules::RuleSet& rules, const Workload& workload,
                      const engine::JudgeOptions& options = {});
WorkloadReport judged(const rules::RuleSet& rules, const std::string& facts,
                      const engine::JudgeOptions& options = {});

/// The part of a report about an offering; throws if there is none.
const OfferingReport& offering(const WorkloadReport& report, std::string_view id);

/// "fits", "fits_with_changes", "unknown" or "does_not_fit".
std::string verdict(const WorkloadReport& report, std::string_view offering_id);

/// "fail", "unknown", "pass", or "none" where the report has no finding of that rule.
std::string outcome(const WorkloadReport& report, std::string_view offering_id, std::string_view rule);

/// "alpha/one firm", or "none".
std::string recommended(const WorkloadReport& report);

/// The offerings in the order of the report, and the facts of its questions.
std::vector<std::string> ranking(const WorkloadReport& report);
std::vector<std::string> asked(const WorkloadReport& report);

/// Whether any offering is advised by that rule.
bool advised(const WorkloadReport& report, std::string_view rule);

}  // namespace placer::test
