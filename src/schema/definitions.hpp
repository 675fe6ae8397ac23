// The definitions that the schemas share. A schema collects them in `$defs` and refers to them, so that
// nothing stands twice.
#pragma once

#include "rules/rule_set.hpp"
#include "schema/parts.hpp"

namespace placer::schema {

/// The definition for the values of a quantity: "duration", "bytes", …
std::string_view definition_of(Unit unit);
inline constexpr Unit all_units[] = {Unit::count,   Unit::bytes, Unit::duration,  Unit::vcpu, Unit::rate,
                                     Unit::percent, Unit::money, Unit::bandwidth, Unit::price};
/// Adds one definition for each unit, `quantity` for all of them, `text` (any scalar), `date`, `dated` (a
/// date or `undated`) and `weight`.
void add_plain_values(Json& definitions);

/// Adds what values of facts are: "fact.timeout" for a fact as a manifest states it.
void add_facts(const rules::RuleSet& rules, Json& definitions);
std::string fact_definition(const rules::RuleSet& rules, FactId fact);

/// Adds `workload`: one workload, its name included.
void add_workload(const rules::RuleSet& rules, Json& definitions);

/// The schemas, without what all of them begin with.
Json workload_schema(const rules::RuleSet& rules);
Json rules_schema(const rules::RuleSet& rules);
Json config_schema(const rules::RuleSet& rules);
/// docs/report.schema.json, which is written by hand.
extern const std::string_view report_schema;

}  // namespace placer::schema
