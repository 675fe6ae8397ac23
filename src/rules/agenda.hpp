// What concerns each offering, found once for all runs, so that a run passes over nothing else.
#pragma once

#include "rules/rule_set.hpp"

namespace placer::rules {

/// Makes the table of agendas. The stages of derived facts must be marked, and all rules be there.
void index_agendas(Tables& tables);

/// What concerns an offering.
inline const Agenda& agenda(const RuleSet& rules, unsigned offering) {
  return rules.rows<Agenda>()[offering];
}
/// What is the same for all offerings: `own` are the shared derived facts, `properties` one row of each.
inline const Agenda& shared_agenda(const RuleSet& rules) { return rules.rows<Agenda>().back(); }

/// Whether a rule is an expression to evaluate.
inline bool is_judged(const Rule& rule) {
  return rule.kind != RuleKind::size && rule.kind != RuleKind::check;
}

}  // namespace placer::rules
