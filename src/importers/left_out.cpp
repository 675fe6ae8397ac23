// Defaults that nothing decides for are filled in later, where they are weaker than all else.
#include "importers/left_out.hpp"

#include <fmt/core.h>

#include <string>
#include <utility>

namespace placer::importers {

void add_left_out(const rules::RuleSet& rules, Workload& workload, std::vector<Fact> left_out) {
  const Fact* target = workload.find(rules.known(rules::Known::target));
  if (target == nullptr || target->texts.size() != 1) return;
  const std::string full_id = target->texts.front();
  const int offering = rules.find_offering(full_id);
  if (offering < 0) return;
  for (Fact& fact : left_out)
    for (const rules::Default& row : rules.rows<rules::Default>()) {
      if (row.fact != fact.id || (row.offerings >> offering & 1) == 0 || workload.find(fact.id) != nullptr)
        continue;
      fact.value = row.value;
      for (const rules::TextRef item : rules.rows(row.texts)) fact.texts.emplace_back(rules.text(item));
      fact.note = fmt::format("what {} fills in, by {}", full_id, fact.note);
      workload.add(std::move(fact));
      break;
    }
}

}  // namespace placer::importers
