// Ranks placements and picks the recommendation.
#include "engine/placement.hpp"

#include <algorithm>
#include <tuple>

namespace placer::engine {
namespace {

using rules::Offering;
using rules::RuleSet;
using rules::Status;

/// Whether the offering is one provider's form of a platform that several have: GKE beside "any cluster".
bool is_form(const RuleSet& rules, const Placement& placement) {
  const Offering& offering = rules.rows<Offering>()[placement.offering];
  return offering.providers != rules.rows<rules::Platform>()[offering.platform].providers;
}

/// Whether it asks for a provider, while nobody named one. The platform's general offering speaks for it.
bool asks_for_provider(const RuleSet& rules, const Situation& situation, const Placement& placement) {
  return is_form(rules, placement) && !placement.target &&
         situation.stated(rules.known(rules::Known::providers)) == nullptr;
}

/// Whether a manifest for the one is a manifest for the other just as well, so that there is nothing to move.
bool covers(const RuleSet& rules, const Placement& general, const Placement& form) {
  const auto offerings = rules.rows<Offering>();
  return offerings[general.offering].platform == offerings[form.offering].platform &&
         !is_form(rules, general) && is_form(rules, form);
}

/// Whether the offering asks for something that the workload is not known to need: a GPU where nobody spoke
/// of one, a provider. It stands behind what fits with and without it.
bool asks_for_more(const RuleSet& rules, const Situation& situation, const Placement& placement) {
  if (asks_for_provider(rules, situation, placement)) return true;
  for (const Verdictlet& finding : placement.findings) {
    const rules::Rule& rule = rules.rows<rules::Rule>()[finding.rule];
    const auto nodes = rules.rows(rule.require);
    if (finding.outcome == Outcome::unknown && rule.kind == rules::RuleKind::limit && nodes.size() == 1 &&
        nodes[0].op == rules::Op::at_least)
      return true;
  }
  return false;
}

bool closed(const RuleSet& rules, const Placement& placement) {
  return rules.rows<Offering>()[placement.offering].status == Status::closed;
}

/// The best that a settled offering comes to.
Verdict best_settled(const RuleSet& rules, const std::vector<Placement>& placements) {
  Verdict best = Verdict::does_not_fit;
  for (const Placement& placement : placements)
    if (rules.rows<Offering>()[placement.offering].status == Status::settled)
      best = std::min(best, placement.verdict);
  return best;
}

/// What is recent or a preview stands behind where a settled offering does as well.
bool passed_over(const RuleSet& rules, const Placement& placement, Verdict settled) {
  const Status status = rules.rows<Offering>()[placement.offering].status;
  return (status == Status::recent || status == Status::preview) && settled <= placement.verdict;
}

int failures(const Placement& placement) {
  const auto failed = [](const Verdictlet& finding) { return finding.outcome == Outcome::fail; };
  return static_cast<int>(std::count_if(placement.findings.begin(), placement.findings.end(), failed)) +
         (placement.sizing.outcome == Outcome::fail ? 1 : 0);
}

bool possible(const RuleSet& rules, const Placement& placement) {
  return placement.verdict != Verdict::does_not_fit && !closed(rules, placement);
}

/// A workload that runs somewhere stays there, unless that place does not fit or another one is better
/// whatever the unknown facts turn out to be.
const Placement* pick(const RuleSet& rules, const std::vector<Placement>& ranked) {
  const Placement* best = nullptr;
  for (const Placement& placement : ranked)
    if (possible(rules, placement)) {
      best = &placement;
      break;
    }
  for (const Placement& target : ranked) {
    if (!target.target || !possible(rules, target)) continue;
    // What is ranked behind the target does not beat it, whatever its score.
    const bool beaten = std::any_of(ranked.data(), &target, [&](const Placement& other) {
      return possible(rules, other) && !covers(rules, target, other) && other.score.low > target.score.high;
    });
    if (!beaten) return &target;
  }
  return best;
}

bool firm(const RuleSet& rules, const Situation& situation, const std::vector<Placement>& ranked,
          const Placement& winner) {
  if (winner.verdict == Verdict::unknown || !situation.missing_core().empty()) return false;
  const Verdict settled = best_settled(rules, ranked);
  return std::all_of(ranked.begin(), ranked.end(), [&](const Placement& other) {
    return &other == &winner || !possible(rules, other) || passed_over(rules, other, settled) ||
           asks_for_provider(rules, situation, other) || winner.score.low >= other.score.high;
  });
}

}  // namespace

void rank(const RuleSet& rules, const Situation& situation, std::vector<Placement>& placements) {
  const Verdict settled = best_settled(rules, placements);
  const auto key = [&](const Placement& placement) {
    const bool out = placement.verdict == Verdict::does_not_fit;
    // Of what does not fit, the nearest miss comes first: its score means nothing.
    return std::tuple(out, closed(rules, placement), !out && asks_for_more(rules, situation, placement),
                      !out && passed_over(rules, placement, settled),
                      out ? failures(placement) : -placement.score.midpoint(), placement.verdict,
                      out ? 0 : -placement.score.low, placement.offering);
  };
  std::sort(placements.begin(), placements.end(),
            [&](const Placement& a, const Placement& b) { return key(a) < key(b); });
}

Recommendation recommend(const RuleSet& rules, const Situation& situation,
                         const std::vector<Placement>& ranked) {
  Recommendation recommendation;
  const Placement* winner = situation.any_core_known() ? pick(rules, ranked) : nullptr;
  if (winner == nullptr) return recommendation;
  const Offering& offering = rules.rows<Offering>()[winner->offering];
  recommendation.platform = rules.text(rules.rows<rules::Platform>()[offering.platform].id);
  recommendation.offering = rules.text(offering.id);
  recommendation.score = winner->score;
  recommendation.strength = firm(rules, situation, ranked, *winner) ? Strength::firm : Strength::provisional;
  if (winner->verdict != Verdict::unknown) return recommendation;
  for (const Placement& other : ranked)
    if (possible(rules, other) && other.verdict == Verdict::fits) {
      recommendation.fallback = rules.text(rules.rows<Offering>()[other.offering].full_id);
      break;
    }
  return recommendation;
}

}  // namespace placer::engine
