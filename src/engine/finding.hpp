// Turns what the filter found into findings with numbers, places and sentences.
#pragma once

#include "engine/amount.hpp"
#include "engine/placement.hpp"

namespace placer::engine {

Finding make_finding(const rules::RuleSet& rules, const Situation& situation, const Placement& placement,
                     const Verdictlet& finding);
/// The finding of a sizing that failed or is open.
Finding make_size_finding(const rules::RuleSet& rules, const Situation& situation, const Placement& placement,
                          std::uint32_t rule);

/// The rule that says that one of the offering's sizes must hold the workload; UINT32_MAX if it has no sizes.
std::uint32_t size_rule(const rules::RuleSet& rules, unsigned offering);

/// "timeout is at most 15min", "architecture is x86_64": what a limit asks for. "" for a requirement.
std::string condition(const rules::RuleSet& rules, const rules::Rule& rule);

/// A message with its {names} filled in from what is known of the workload.
std::string fill_message(const rules::RuleSet& rules, const rules::Rule& rule, unsigned offering,
                         const Situation& situation);

/// The message of a check, filled in with what the importer found.
std::string fill_message(const rules::RuleSet& rules, const rules::Rule& rule, const Violation& violation);

/// The places of the stated facts that a rule uses, without doubles.
std::vector<Location> places_of(const rules::RuleSet& rules, const rules::Rule& rule,
                                const Situation& situation);

/// "hard", "quota", "configurable".
std::string_view describe_hardness(rules::Hardness hardness);

/// Whether what a size sells of something is recorded: a range that begins at the least there is and does not
/// end says nothing.
bool has_amount(const Interval& range);

/// The largest of a row of sizes, for people: "8 vCPU, 32GiB".
std::string describe_size(const rules::RuleSet& rules, const rules::Size& row);

}  // namespace placer::engine
