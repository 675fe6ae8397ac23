// Questions: every unknown fact that keeps a verdict open, and every core fact that is missing, with what it
// would decide.
#include "engine/placement.hpp"

#include <algorithm>
#include <string>

namespace placer::engine {

std::vector<Question> questions(const rules::RuleSet& rules, const Workload& workload,
                                const Situation& situation, const std::vector<Placement>& placements) {
  const auto facts = rules.rows<rules::FactRow>();
  // In rule-set order, whatever the ranking is.
  std::vector<const Placement*> open;
  for (const Placement& placement : placements)
    if (placement.verdict == Verdict::unknown) open.push_back(&placement);
  std::sort(open.begin(), open.end(),
            [](const Placement* a, const Placement* b) { return a->offering < b->offering; });

  struct Ranked {
    FactId fact;
    bool core;
    Question question;
  };
  std::vector<Ranked> ranked;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    if (facts[id].kind != rules::FactKind::vocabulary) continue;
    const auto& missing = situation.missing_core();
    const bool core = std::find(missing.begin(), missing.end(), id) != missing.end();
    Question question;
    for (const Placement* placement : open) {
      bool needed = placement->sizing.outcome == Outcome::unknown && placement->sizing.needs.contains(id);
      for (const Verdictlet& finding : placement->findings)
        needed = needed || (finding.outcome == Outcome::unknown && finding.needs.contains(id));
      if (needed)
        question.decides.emplace_back(rules.text(rules.rows<rules::Offering>()[placement->offering].full_id));
    }
    if (question.decides.empty() && !core) continue;
    question.fact = rules.text(facts[id].key);
    question.how = rules.text(facts[id].how);
    question.summary = rules.text(facts[id].summary);
    question.where = workload.where;
    if (const Fact* fact = workload.find(id)) {
      question.where = fact->where;
      question.note = fact->note;
      if (fact->has_value() && !fact->value.is_point() && question.note.empty())
        question.note = "it is " + fact->text + "; say on which side of the bound";
    }
    ranked.push_back({id, core, std::move(question)});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    if (a.question.decides.size() != b.question.decides.size())
      return a.question.decides.size() > b.question.decides.size();
    return a.core && !b.core;
  });
  std::vector<Question> result;
  result.reserve(ranked.size());
  for (Ranked& entry : ranked) result.push_back(std::move(entry.question));
  return result;
}

}  // namespace placer::engine
