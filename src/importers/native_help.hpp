// What to write instead of a value of the native manifest that cannot be read.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/quantity.hpp>

#include <string>
#include <string_view>

namespace placer::importers {

/// How the vocabulary's own example of the fact is written: "for example `timeout: 30s`".
std::string example_of(const rules::RuleSet& rules, const rules::FactRow& fact);

/// The best of what can be said of a text that is no value of the fact, and of which reading said `error`:
/// the fact of the same group that it is a value of, the number that "3M" stands for, what reading itself
/// advises, another fact that it is a name of, or the example.
std::string help_for(const rules::RuleSet& rules, const rules::FactRow& fact, std::string_view text,
                     const QuantityError& error);

}  // namespace placer::importers
