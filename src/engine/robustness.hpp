// How sure a recommendation is of itself: whether it outlives other opinions about what counts.
#pragma once

#include "engine/placement.hpp"

#include <placer/report.hpp>

#include <optional>
#include <vector>

namespace placer::engine {

/// Weighs the criteria of ranked placements in every way in which each weight is halved, kept or doubled, and
/// says in which share of them the same offering is recommended, and which one weight, changed alone by the
/// least factor between a tenth and ten, gives its place to another. Exact up to eight criteria; of more, the
/// eight are varied that tell the offerings apart most. nullopt without a recommendation.
std::optional<Robustness> robustness(const rules::RuleSet& rules, const std::vector<Placement>& ranked);

}  // namespace placer::engine
