// Says why: the condition first if there is one, then what speaks for the winner where it differs from the
// best of the other platforms.
#include "base/text.hpp"
#include "engine/finding.hpp"
#include "engine/placement.hpp"
#include "engine/rank.hpp"
#include "rules/describe.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::engine {
namespace {

using rules::RuleSet;

constexpr std::size_t max_reasons = 5;

const rules::Offering& offering_of(const RuleSet& rules, const Placement& placement) {
  return rules.rows<rules::Offering>()[placement.offering];
}

/// Whether one bound says all that another does: of the same fact, on the same side, and no looser.
bool covers(const rules::Node& tight, const rules::Node& loose) {
  if (tight.fact != loose.fact || tight.op != loose.op) return false;
  if (tight.op == rules::Op::any_of) return (tight.bound & ~loose.bound) == 0;
  return (tight.op == rules::Op::at_most && tight.bound <= loose.bound) ||
         (tight.op == rules::Op::at_least && tight.bound >= loose.bound);
}

/// "if timeout is at most 15min" for each open limit that certainly applies, of several on one fact the
/// tightest; the facts of what else is open.
void add_conditions(const RuleSet& rules, const Situation& situation, const Placement& winner,
                    std::vector<std::string>& reasons) {
  FactSet needs = winner.sizing.outcome == Outcome::unknown ? winner.sizing.needs : FactSet{};
  FactSet bounded;  // a condition speaks of them already
  FactSet perhaps;  // of rules of which it is open whether they apply
  std::vector<const rules::Rule*> open;
  bool told = false;
  for (const Verdictlet& finding : winner.findings) {
    if (finding.outcome != Outcome::unknown) continue;
    const rules::Rule& rule = rules.rows<rules::Rule>()[finding.rule];
    if (rule.hardness == rules::Hardness::unpublished && finding.needs.empty()) {
      reasons.push_back("undecided: " + fill_message(rules, rule, winner.offering, situation));
      told = true;
      continue;
    }
    // What bounds WebSockets only is no condition while the trigger is unknown.
    const bool applies = evaluate(rules, rules.rows(rule.when), situation.slots()).truth == rules::Truth::yes;
    if (condition(rules, rule).empty() || !applies) {
      (applies ? needs : perhaps) |= finding.needs;
      continue;
    }
    bounded |= finding.needs;
    open.push_back(&rule);
  }
  std::vector<std::string> limits;
  for (const rules::Rule* rule : open) {
    const rules::Node* bound = rules::comparison(rules, *rule);
    const bool covered = std::any_of(open.begin(), open.end(), [&](const rules::Rule* other) {
      const rules::Node* tighter = rules::comparison(rules, *other);
      return bound != nullptr && tighter != nullptr && covers(*tighter, *bound) &&
             tighter->bound != bound->bound;
    });
    std::string wanted = condition(rules, *rule);
    if (!covered && std::find(limits.begin(), limits.end(), wanted) == limits.end())
      limits.push_back(std::move(wanted));
  }
  if (!limits.empty()) reasons.push_back("if " + join(limits, ", and "));
  std::vector<std::string_view> names;
  for (std::size_t id = 0; id < rules.rows<rules::FactRow>().size() && id < max_facts; ++id)
    if ((needs.contains(static_cast<FactId>(id)) && !bounded.contains(static_cast<FactId>(id))) ||
        perhaps.contains(static_cast<FactId>(id)))
      names.push_back(rules.text(rules.fact(static_cast<FactId>(id)).key));
  if (!names.empty())
    reasons.push_back("depends on " + join(names, ", ") + (limits.empty() ? "" : " as well"));
  if (limits.empty() && names.empty() && !told && winner.verdict == Verdict::unknown)
    reasons.push_back(
        winner.sizing.nearest == nullptr ? "if a machine with that card is to be had: none is recorded"
        : winner.sizing.own              ? "if a machine of your own holds it: none that is recorded does"
        : winner.sizing.hoped ? "if a machine with another card holds it: of some cards none is recorded"
        : winner.sizing.nearest->gpu_count > 0 && winner.sizing.nearest->gpu_memory == 0
            ? "if its accelerators have so much memory: nobody recorded how much"
        : has_amount(winner.sizing.nearest->memory)
            ? "if a size is available for which no maximum is published"
            : "if a size holds it of which nobody recorded how much that is");
}

void add_changes(const RuleSet& rules, const Situation& situation, const Placement& winner,
                 std::vector<std::string>& reasons) {
  for (const Verdictlet& finding : winner.findings) {
    if (finding.outcome != Outcome::fail) continue;
    const Finding failed = make_finding(rules, situation, winner, finding);
    reasons.push_back(fmt::format("after a change {}: {} ({})",
                                  finding.violation != nullptr ? "of what is set" : "on the platform's side",
                                  failed.to_do(), failed.message));
  }
}

/// The best possible placement on another platform; null if there is none.
const Placement* rival(const RuleSet& rules, const std::vector<Placement>& ranked, const Placement& winner) {
  for (const Placement& other : ranked)
    if (other.verdict != Verdict::does_not_fit &&
        offering_of(rules, other).platform != offering_of(rules, winner).platform)
      return &other;
  return nullptr;
}

void add_criteria(const RuleSet& rules, const Placement& winner, const Placement* other,
                  std::vector<std::string>& reasons) {
  struct Lead {
    std::int64_t points;
    std::string text;
  };
  std::vector<Lead> leads;
  for (std::size_t i = 0; i < winner.criteria.size(); ++i) {
    const CriterionScore& part = winner.criteria[i];
    if (part.reason.empty()) continue;
    const std::int64_t lead = other == nullptr ? part.score.midpoint()
                                               : part.score.midpoint() - other->criteria[i].score.midpoint();
    if (lead < 1000) continue;  // less than a point is no reason
    std::string text = fmt::format("{}: {}", part.title, part.reason);
    if (other != nullptr)
      text += fmt::format(" ({} against {} for {})", part.score.midpoint() / 1000,
                          other->criteria[i].score.midpoint() / 1000,
                          rules.text(offering_of(rules, *other).full_id));
    leads.push_back({lead * part.weight, std::move(text)});
  }
  std::stable_sort(leads.begin(), leads.end(),
                   [](const Lead& a, const Lead& b) { return a.points > b.points; });
  for (Lead& lead : leads) {
    if (reasons.size() >= max_reasons) break;
    reasons.push_back(std::move(lead.text));
  }
}

/// What speaks most against the winner, where that is much of the score.
void add_objection(const RuleSet& rules, const Placement& winner, const Placement& other,
                   std::vector<std::string>& reasons) {
  constexpr std::int64_t much = 5'000;  // thousandths of a point
  std::size_t worst = 0;
  std::int64_t most = 0, total = 0;
  for (std::size_t i = 0; i < winner.criteria.size(); ++i) {
    const std::int64_t weight = winner.criteria[i].weight;
    const std::int64_t lag =
        weight * (other.criteria[i].score.midpoint() - winner.criteria[i].score.midpoint());
    total += weight;
    if (lag > most) worst = i;
    most = std::max(most, lag);
  }
  if (most < much * total || total == 0) return;
  const CriterionScore &mine = winner.criteria[worst], &theirs = other.criteria[worst];
  reasons.push_back(fmt::format("against it: {} ({} against {} for {}{})", mine.title,
                                mine.score.midpoint() / 1000, theirs.score.midpoint() / 1000,
                                rules.text(offering_of(rules, other).full_id),
                                theirs.reason.empty() ? "" : ": " + theirs.reason));
}

/// What has clearly the higher score and stands behind all the same: the best of it, and why.
void add_passed_over(const RuleSet& rules, const Situation& situation, const std::vector<Placement>& ranked,
                     const Placement& winner, std::vector<std::string>& reasons) {
  constexpr std::int64_t clearly = 1000;  // thousandths of a point
  const Placement* best = nullptr;
  for (const Placement& other : ranked)
    if (other.tier != Tier::ordinary && other.tier < Tier::closed && other.tier > winner.tier &&
        other.verdict <= winner.verdict && !other.target &&
        other.score.midpoint() >=
            (best == nullptr ? winner.score.midpoint() + clearly : best->score.midpoint() + 1))
      best = &other;
  if (best == nullptr) return;
  reasons.push_back(fmt::format("{} has the higher score, {} against {}, and stands behind: {}",
                                rules.text(offering_of(rules, *best).full_id), best->score.midpoint() / 1000,
                                winner.score.midpoint() / 1000, why_behind(rules, situation, *best)));
}

/// Whether places of another platform were judged at all.
bool has_other_platform(const RuleSet& rules, const std::vector<Placement>& ranked, const Placement& winner) {
  return std::any_of(ranked.begin(), ranked.end(), [&](const Placement& other) {
    return offering_of(rules, other).platform != offering_of(rules, winner).platform;
  });
}

}  // namespace

std::vector<std::string> reasons(const RuleSet& rules, Situation& situation,
                                 const std::vector<Placement>& ranked, const Recommendation& recommendation) {
  std::vector<std::string> result;
  const Placement* winner = nullptr;
  for (const Placement& placement : ranked)
    if (rules.text(offering_of(rules, placement).id) == recommendation.offering &&
        rules.text(rules.rows<rules::Platform>()[offering_of(rules, placement).platform].id) ==
            recommendation.platform)
      winner = &placement;
  if (winner == nullptr) {
    if (!situation.any_core_known())
      result.emplace_back("none of the facts that decide is known");
    else if (std::all_of(ranked.begin(), ranked.end(),
                         [](const Placement& one) { return one.verdict == Verdict::does_not_fit; }))
      result.emplace_back(ranked.size() < rules.rows<rules::Offering>().size()
                              ? "none of the offerings that were asked for holds this workload"
                              : "no offering holds this workload");
    else
      result.emplace_back("what holds this workload takes no new customers");
    return result;
  }
  // Conditions and messages speak of derived facts, which differ between offerings.
  situation.slots() = winner->slots;
  add_conditions(rules, situation, *winner, result);
  if (winner->target)
    result.emplace_back(situation.foreign() ? "it runs there today, and nowhere else is certainly better"
                                            : "it is meant for it, and nothing else is certainly better");
  add_changes(rules, situation, *winner, result);
  const Placement* other = rival(rules, ranked, *winner);
  if (other == nullptr && has_other_platform(rules, ranked, *winner))
    result.emplace_back("no other platform holds it");
  if (winner->verdict == Verdict::fits)
    result.push_back(fmt::format("{}{}",
                                 winner->applied > 0 && winner->passed > 1
                                     ? fmt::format("all {} limits and requirements hold", winner->passed)
                                     : std::string("no limit stands in the way"),
                                 winner->sizing.chosen
                                     ? fmt::format("; {}size {}", winner->sizing.smallest ? "smallest " : "",
                                                   winner->sizing.chosen->text)
                                     : std::string()));
  add_criteria(rules, *winner, other, result);
  if (other != nullptr) add_objection(rules, *winner, *other, result);
  add_passed_over(rules, situation, ranked, *winner, result);
  return result;
}

}  // namespace placer::engine
