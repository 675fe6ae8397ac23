// The way that requests and events take to a workload on an offering.
#pragma once

#include "engine/situation.hpp"

#include <string_view>

namespace placer::engine {

/// For people; empty where the trigger is not known. The situation has the slots of the placement. The front
/// door that the workload states is the one that counts, of several the one that the rules of the offering
/// mind the least; then the one in a template of the platform's own, then what the platform has.
std::string_view way_in(const rules::RuleSet& rules, const Situation& situation, unsigned offering);

}  // namespace placer::engine
