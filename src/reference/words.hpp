// How parts of a rule set are put in words, for all pages alike. Texts are those of a page (page.hpp) where
// they say so.
#pragma once

#include "rules/rule_set.hpp"

#include <string>
#include <string_view>

namespace placer::reference {

/// The offerings of a platform, one bit each.
rules::OfferingMask offerings_of(const rules::RuleSet& rules, std::size_t platform);
/// The index of the platform of the first offering of a mask.
std::size_t platform_of(const rules::RuleSet& rules, rules::OfferingMask offerings);

/// "zip, image"; "all" where they are all of the platform's.
std::string offering_names(const rules::RuleSet& rules, rules::OfferingMask offerings);

/// What a rule is: "limit", "setting", "requirement", "advice", "size".
std::string_view kind_of(const rules::Rule& rule);

/// What a rule asks for ("timeout is at most 15min"), or where a piece of advice is said.
std::string condition(const rules::RuleSet& rules, const rules::Rule& rule);
/// The same with where it applies: "timeout is at most 29s, where trigger is websocket", "said where trigger
/// is queue".
std::string whole_condition(const rules::RuleSet& rules, const rules::Rule& rule);

/// A rule's message with its bound filled in, and the names of what depends on the workload in brackets:
/// "an invocation ends after 15min; this one may run [timeout]".
std::string message(const rules::RuleSet& rules, const rules::Rule& rule);

/// A text with names in {braces}, which then stand in [brackets].
std::string bracketed(std::string_view text);

/// A value of a fact: "15min", "true", "x86_64".
std::string value(const rules::RuleSet& rules, FactId fact, const Interval& value);

/// "duration", "bytes", "choice", …
std::string_view type_of(const rules::FactRow& fact);

/// The names of a set: "x86_64, arm64".
std::string names(const rules::RuleSet& rules, rules::Known choice, std::uint64_t set);

/// For a page: a link with its dates, "[docs.aws.amazon.com](…), as of 2026-10-01, checked 2026-11-24".
std::string source(const rules::RuleSet& rules, std::uint16_t source);
/// "as of 2026-10-01, checked 2026-11-24".
std::string dates(const rules::RuleSet& rules, const rules::Source& source);

/// One name of a choice that is in the set that a comparison asks for, or one that is not; "" if there is
/// none.
std::string_view one_name(const rules::RuleSet& rules, const rules::Node& comparison, bool inside);

}  // namespace placer::reference
