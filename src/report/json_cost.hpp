// A bill as JSON.
#pragma once

#include "report/json_tree.hpp"

#include <placer/cost.hpp>

#include <optional>

namespace placer::report {

/// {low, high, currency, period, items, missing}; null where nothing is known of prices.
Json cost_tree(const std::optional<Cost>& cost);

}  // namespace placer::report
