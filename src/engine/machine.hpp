// Which machine the bill takes, where there are machines to choose from: the smallest that holds an instance
// is not always that of which as many as hold all instances cost least.
#pragma once

#include "engine/placement.hpp"

#include <cstdint>
#include <vector>

namespace placer::engine {

enum class StatedMachine : std::uint8_t {
  none,     ///< nothing is stated, or what this offering has not
  taken,    ///< it is that of the placement now
  unknown,  ///< it is recorded nowhere, or holds no instance
};

/// Takes the machine that is stated (`usage.node_type`) in the place of the smallest one.
StatedMachine take_stated_machine(const rules::RuleSet& rules, const std::vector<rules::Slot>& slots,
                                  Placement& placement);

/// Takes the machine of which as many as hold all instances (`packed_share`) cost least, by list prices; of
/// numbers with two ends the middles are compared. False where it stays the smallest one: where one of it is
/// enough, where nobody can say how many instances there are, where prices are not recorded, for machines
/// with accelerators, for those of the user's own cluster, and for those that cost more where they are busy.
bool take_cheapest_machine(const rules::RuleSet& rules, const std::vector<rules::Slot>& slots,
                           Placement& placement);

}  // namespace placer::engine
