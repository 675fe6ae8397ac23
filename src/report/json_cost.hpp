// A bill as JSON.
#pragma once

#include "report/json_tree.hpp"

#include <placer/cost.hpp>

#include <optional>

namespace placer::report {

/// {low, high, currency, period, items, missing}; null where nothing is known of prices.
Json cost_tree(const std::optional<Cost>& cost);

/// {requests, offerings, turns}; null where nobody asked for it.
Json curve_tree(const std::optional<CostCurve>& curve);

}  // namespace placer::report
