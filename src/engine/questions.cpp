// Questions: every unknown fact that keeps a verdict open, every core fact that is missing, and what else
// makes scores wide, with what an answer would decide.
#include "base/text.hpp"
#include "engine/placement.hpp"
#include "rules/describe.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

namespace placer::engine {
namespace {

using rules::RuleSet;

/// A fact that decides no verdict is asked for from this share in the width of the scores on.
constexpr std::int64_t worth_asking = 100'000;

/// Whether an answer about it can matter: not about what something settled does as well.
bool can_win(const Placement& placement) {
  return placement.target || (!is_passed_over(placement.tier) && placement.tier < Tier::closed);
}

/// How much of the width of all scores each fact stands for: the points between the two ends of a criterion,
/// weighted, divided equally among the facts that would make it more exact.
std::array<std::int64_t, max_facts> shares(const RuleSet& rules, const std::vector<Placement>& placements) {
  std::array<std::int64_t, max_facts> widths{};
  std::int64_t all = 0;
  const auto criteria = rules.rows<rules::Criterion>();
  for (const Placement& placement : placements) {
    if (!can_win(placement)) continue;
    for (std::size_t i = 0; i < placement.criteria.size(); ++i) {
      const CriterionScore& part = placement.criteria[i];
      const std::int64_t width = std::int64_t{part.weight} * (part.score.high - part.score.low);
      all += width;
      const FactSet& needs = placement.slots[criteria[i].of].needs;
      if (width == 0 || needs.empty()) continue;
      for (std::size_t id = 0; id < max_facts; ++id)
        if (needs.contains(static_cast<FactId>(id))) widths[id] += width / needs.size();
    }
  }
  if (all > 0)
    for (std::int64_t& width : widths) width = width * 1'000'000 / all;
  return widths;
}

struct Ranked {
  bool core;
  Question question;
};

bool is_worth_more(const Ranked& a, const Ranked& b) {
  const Question &one = a.question, &other = b.question;
  if (one.decides.size() != other.decides.size()) return one.decides.size() > other.decides.size();
  if (a.core != b.core) return a.core;
  return one.settles.ranking > other.settles.ranking;
}

/// The bounds that open findings hold a fact against, each once.
std::vector<std::string> open_bounds(const RuleSet& rules, FactId id,
                                     const std::vector<const Placement*>& open) {
  std::vector<std::string> bounds;
  for (const Placement* placement : open)
    for (const Verdictlet& finding : placement->findings) {
      const rules::Rule& rule = rules.rows<rules::Rule>()[finding.rule];
      const rules::Node* node = comparison(rules, rule);
      if (finding.outcome != Outcome::unknown || node == nullptr || node->fact != id) continue;
      std::string bound = describe_bound(rules, rule);
      if (std::find(bounds.begin(), bounds.end(), bound) == bounds.end()) bounds.push_back(std::move(bound));
    }
  return bounds;
}

/// Where to write it: where the unresolved value stands, or the workload.
void place(const RuleSet& rules, const Workload& workload, FactId id, const std::vector<std::string>& bounds,
           Question& question) {
  question.where = workload.where;
  const Fact* fact = workload.find(id);
  if (fact == nullptr) {
    for (const Narrowed& narrowed : workload.narrowed)
      if (narrowed.fact == id) question.note = narrowed.note;
    return;
  }
  question.where = fact->where;
  question.note = fact->note;
  if (!fact->has_value() || fact->value.is_point() || !question.note.empty()) return;
  question.note = fmt::format(
      "it is {}; {}",
      fact->text.empty() ? rules::format_value(rules::Vocabulary(rules), rules.fact(id), fact->value)
                         : fact->text,
      question.decides.empty() ? "one value makes the scores more exact"
      : bounds.empty()         ? "one value, or less of a range, decides"
                               : fmt::format("say on which side of {}", join(bounds, ", and of ")));
}

}  // namespace

FactSet open_facts(const Placement& placement) {
  FactSet needs;
  if (placement.sizing.outcome == Outcome::unknown) needs |= placement.sizing.needs;
  for (const Verdictlet& finding : placement.findings)
    if (finding.outcome == Outcome::unknown) needs |= finding.needs;
  return needs;
}

std::vector<Question> questions(const RuleSet& rules, const Workload& workload, const Situation& situation,
                                const std::vector<Placement>& placements) {
  // In rule-set order, whatever the ranking is.
  std::vector<const Placement*> open;
  for (const Placement& placement : placements)
    if (placement.verdict == Verdict::unknown && can_win(placement)) open.push_back(&placement);
  std::sort(open.begin(), open.end(),
            [](const Placement* a, const Placement* b) { return a->offering < b->offering; });
  std::vector<FactSet> needed;  // by each of them
  needed.reserve(open.size());
  for (const Placement* placement : open) needed.push_back(open_facts(*placement));
  const auto ranking = shares(rules, placements);
  const auto& missing = situation.missing_core();

  std::vector<Ranked> ranked;
  const auto facts = rules.rows<rules::FactRow>();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    if (facts[id].kind != rules::FactKind::vocabulary) continue;
    Question question;
    for (std::size_t at = 0; at < open.size(); ++at) {
      if (!needed[at].contains(id)) continue;
      question.decides.emplace_back(rules.text(rules.rows<rules::Offering>()[open[at]->offering].full_id));
      if (needed[at].size() == 1) ++question.settles.verdicts;
    }
    question.settles.ranking = ranking[id];
    const bool core = std::find(missing.begin(), missing.end(), id) != missing.end();
    if (question.decides.empty() && !core && ranking[id] < worth_asking) continue;
    question.fact = rules.text(facts[id].key);
    question.how = rules.text(facts[id].how);
    question.summary = rules.text(facts[id].summary);
    place(rules, workload, id, open_bounds(rules, id, open), question);
    ranked.push_back({core, std::move(question)});
  }
  std::stable_sort(ranked.begin(), ranked.end(), is_worth_more);
  std::vector<Question> result;
  result.reserve(ranked.size());
  for (Ranked& entry : ranked) result.push_back(std::move(entry.question));
  return result;
}

}  // namespace placer::engine
