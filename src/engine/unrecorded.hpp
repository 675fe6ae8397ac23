// Cards of which no machine is recorded.
#pragma once

#include "rules/evaluate.hpp"
#include "rules/rule_set.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace placer::engine {

/// Whether a card that has what is asked for stands in none of the machines: their list is not complete, so
/// that nobody knows whether an offering with machines has it. Of a family that only other offerings are
/// known to have nothing is to be had here. `cards` are those that are asked for by name, if any; `families`
/// are those that the offering has.
bool may_have_unrecorded(const rules::RuleSet& rules, const std::vector<rules::Slot>& slots,
                         std::span<const std::string> cards, std::uint64_t families);

}  // namespace placer::engine
