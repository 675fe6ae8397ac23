// Facts with which a derived fact comes out as wanted.
#pragma once

#include "reference/example_facts.hpp"
#include "rules/rule_set.hpp"

#include <functional>

namespace placer::reference {

/// What makes an expression true or false.
using WaysOf = std::function<Ways(rules::Range<rules::Node>)>;

/// Facts with which a derived fact lies in a range, for all of these offerings; of several that it is made of
/// all but one have the value of their example. nullopt where the offerings work it out unlike each other,
/// and where it is more than a sum, a product, a quotient or the first value that is stated. `ways_of`: of
/// what it is asked where, which looks at no derived fact.
std::optional<Stated> facts_within(const rules::RuleSet& rules, FactId derived, rules::OfferingMask offerings,
                                   Interval range, const WaysOf& ways_of);

}  // namespace placer::reference
