// Cards of which no machine is recorded.
#pragma once

#include "rules/evaluate.hpp"
#include "rules/rule_set.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace placer::engine {

/// Whether a card that has what is asked for stands in none of the machines: their list is not complete, so
/// that nobody knows whether an offering with machines has it. Of a family that only other offerings are
/// known to have nothing is to be had here. `card` is the one that is asked for by name, if any; `families`
/// are those that the offering has.
bool may_have_unrecorded(const rules::RuleSet& rules, const std::vector<rules::Slot>& slots,
                         std::string_view card, std::uint64_t families);

}  // namespace placer::engine
