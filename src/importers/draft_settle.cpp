// What of a draft follows when all of it is read: which of several triggers counts, and what contradicts
// itself.
#include "importers/contradiction.hpp"
#include "importers/draft.hpp"
#include "rules/relations.hpp"

#include <algorithm>

namespace placer::importers {

void Draft::several_start(const std::vector<std::string_view>& triggers) {
  for (const rules::Symbol& symbol : context_.rules.rows(context_.rules.fact(id("trigger")).symbols))
    for (const std::string_view trigger : triggers)
      if (trigger.empty() || trigger == context_.rules.text(symbol.name))
        starters_ |= std::int64_t{1} << symbol.bit;
}

void Draft::leave_out_starters() {
  const Fact* trigger = find("trigger");
  if (trigger == nullptr || !trigger->has_value() || (trigger->value.low & starters_) == 0) return;
  for (const FactId other : rules::ended_by(context_.rules, trigger->id, trigger->value))
    std::erase_if(workload_.facts, [&](const Fact& fact) { return fact.id == other; });
}

/// Of facts that stand in one overlay that was said where it was read.
void Draft::report_contradictions() {
  DiagnosticSink found;
  check_contradictions(context_.rules, found, workload_);
  const auto is_said = [&](const Diagnostic& one) {
    const auto& said = context_.sink.in_order();
    return std::any_of(said.begin(), said.end(), [&](const Diagnostic& other) {
      return other.code == one.code && other.where == one.where && other.message == one.message;
    });
  };
  for (const Diagnostic& one : found.in_order())
    if (!is_said(one)) context_.sink.report(one);
}

}  // namespace placer::importers
