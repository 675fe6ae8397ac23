#include "engine/defaults.hpp"

namespace placer::engine {

void add_defaults(const rules::RuleSet& rules, Workload& workload) {
  const Fact* target = workload.find(rules.known(rules::Known::target));
  if (target == nullptr || target->texts.empty()) return;
  const std::string full_id = target->texts.front();
  const int offering = rules.find_offering(full_id);
  if (offering < 0) return;
  for (const rules::Default& row : rules.rows<rules::Default>()) {
    if ((row.offerings >> offering & 1) == 0) continue;
    Fact fact;
    fact.id = row.fact;
    fact.origin = Origin::platform_default;
    fact.value = row.value;
    for (const rules::TextRef item : rules.rows(row.texts)) fact.texts.emplace_back(rules.text(item));
    fact.note = "what " + full_id + " fills in";
    workload.add(std::move(fact));
  }
}

}  // namespace placer::engine
