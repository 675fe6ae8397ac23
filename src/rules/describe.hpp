// Rules in words: what a comparison or an expression asks for, and how strong a bound is.
#pragma once

#include "rules/rule_set.hpp"

#include <span>
#include <string>
#include <string_view>

namespace placer::rules {

/// The comparison that a limit is; null for other rules.
const Node* comparison(const RuleSet& rules, const Rule& rule);

/// Whether the comparison of a limit names what may not be: `none_of`.
bool is_refusal(const RuleSet& rules, const Rule& limit);

/// What a limit allows: "15min", "x86_64 or arm64", "us-east-1, eu-west-1", "any but java8".
std::string describe_bound(const RuleSet& rules, const Rule& limit);

/// A limit as it stands: "timeout is at most 15min".
std::string describe_comparison(const RuleSet& rules, const Rule& limit);

/// Whether a text is one of the names that a check refuses.
bool is_refused(const RuleSet& rules, const Rule& check, std::string_view text);
/// The names, as the check's pages have them: "none of nodejs, nodejs4.3"; empty where there are none.
std::string describe_refused(const RuleSet& rules, const Rule& check);

/// Whether a check holds a number against bounds.
bool has_bounds(const Rule& check);
/// Whether that number is within them; always where there are none.
bool is_within(const Rule& check, std::int64_t amount);
/// The bounds, as {allowed} of the check's message: "at most 15min", "1 to 10".
std::string describe_bounds(const Rule& check);
/// The one of them that an amount breaks: "at least 1".
std::string describe_broken(const Rule& check, std::int64_t amount);

/// An expression: "timeout is at most 15min", "trigger is http or grpc, and streaming is not known". "" for
/// an empty one.
std::string describe(const RuleSet& rules, std::span<const Node> nodes);

/// "hard", "quota", "configurable".
std::string_view to_string(Hardness hardness);

/// "settled", "recent", "preview", "closed".
std::string_view to_string(Status status);

/// Whether it is a check of a format: what that refuses runs nowhere, so it is of no platform.
bool is_of_format(const Rule& rule);

}  // namespace placer::rules
