// Rule sets for tests: the built-in ones, and a small one of a single platform over the shipped vocabulary.
#pragma once

#include "rules/rule_set.hpp"

#include <string>
#include <string_view>

namespace placer::test {

rules::RuleSet builtin(std::string_view name);

/// A rule set whose platform `toy` has the offerings `plain`, `big` and `odd`, and these sections beside
/// them. It fails the test, with the errors, if the sections are wrong.
rules::RuleSet small(const std::string& sections);

/// The rule of that id; fails the test if there is none.
const rules::Rule& rule(const rules::RuleSet& rules, std::string_view id);

}  // namespace placer::test
