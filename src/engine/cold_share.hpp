// The share of requests that wait for a start, from what is known of traffic and of how an offering scales.
#pragma once

#include "rules/evaluate.hpp"

#include <optional>
#include <span>

namespace placer::engine {

/// In parts per million, rounded outwards: where the rate is stated, requests come at random (steady, rare)
/// or at set times (scheduled), and it is known how long the offering keeps an instance. nullopt elsewhere.
std::optional<Interval> modelled_cold_share(const rules::RuleSet& rules, unsigned offering,
                                            std::span<const rules::Slot> slots);

}  // namespace placer::engine
