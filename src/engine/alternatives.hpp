// What follows from a choice of which it is only known that it is one of a few.
#pragma once

#include "engine/placement.hpp"

#include <vector>

namespace placer::engine {

/// Fails the placements that rule out each of the names that a narrowed choice may be: no single rule does,
/// so that all were open. The one that rules out the last name speaks for them. To be called when the rules
/// are judged; changes the slots of the situation and puts them back.
void rule_out(const rules::RuleSet& rules, Situation& situation, std::vector<Placement>& placements);

/// Holds the alternatives of a choice, of which any one will do, against all rules together: each rule may be
/// content with another one. Where no alternative passes all, the findings of the best one are added; of what
/// fits with none, what keeps each of them out. To be called when the rules are judged; changes the slots of
/// the situation and puts them back.
void try_alternatives(const rules::RuleSet& rules, Situation& situation, std::vector<Placement>& placements);

}  // namespace placer::engine
