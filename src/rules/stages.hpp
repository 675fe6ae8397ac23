// When each derived fact is worked out, so that a run works out nothing twice.
#pragma once

#include "rules/rule_set.hpp"

namespace placer::rules {

/// Marks every row of derived facts with its stage (DerivedStage), and every rule with its facts. The rules
/// and the known facts must be there.
void mark_stages(Tables& tables);

}  // namespace placer::rules
