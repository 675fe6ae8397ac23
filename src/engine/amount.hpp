// The value of a fact as people and programs are shown it.
#pragma once

#include "rules/evaluate.hpp"

#include <placer/report.hpp>

namespace placer::engine {

/// As the report shows it. Of an unknown one what another fact says of it: of which few names it is one, or
/// below what it is not.
Amount amount_of(const rules::RuleSet& rules, FactId fact, const rules::Slot& slot);

}  // namespace placer::engine
