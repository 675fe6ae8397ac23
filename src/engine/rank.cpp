// Ranks placements and picks the recommendation.
#include "engine/rank.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
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

/// Whether its smallest size has at least twice the GPUs that are needed: they are most of what is paid.
bool pays_for_idle_gpus(const RuleSet& rules, const Placement& placement) {
  const rules::Slot& needed = placement.slots[rules.known(rules::Known::gpu_count)];
  return placement.sizing.chosen && needed.known && needed.value.high > 0 && needed.value.high < unbounded &&
         placement.sizing.chosen->gpu_count >= 2 * needed.value.high;
}

/// Whether all that speaks for it is that the one provider might have a card of which no machine is recorded.
bool hopes_for_card(const RuleSet& rules, const Placement& placement) {
  return placement.sizing.outcome == Outcome::unknown && placement.sizing.hoped && !placement.target &&
         std::has_single_bit(rules.rows<Offering>()[placement.offering].providers);
}

/// Whether the offering asks for something that the workload is not known to need: a GPU where nobody spoke
/// of one, a provider. It stands behind what fits with and without it.
bool asks_for_more(const RuleSet& rules, const Situation& situation, const Placement& placement) {
  if (asks_for_provider(rules, situation, placement) || pays_for_idle_gpus(rules, placement) ||
      hopes_for_card(rules, placement))
    return true;
  for (const Verdictlet& finding : placement.findings) {
    const rules::Rule& rule = rules.rows<rules::Rule>()[finding.rule];
    // Nobody says that it works; what certainly does comes first.
    if (finding.outcome == Outcome::unknown && rule.hardness == rules::Hardness::unpublished) return true;
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

bool possible(const Placement& placement) { return placement.tier < Tier::closed; }

const Placement* pick(const RuleSet& rules, const std::vector<Placement>& ranked) {
  const std::size_t index = winner(contenders(rules, ranked));
  return index < ranked.size() ? &ranked[index] : nullptr;
}

bool firm(const RuleSet& rules, const Situation& situation, const std::vector<Placement>& ranked,
          const Placement& winner) {
  if (winner.verdict == Verdict::unknown || !situation.missing_core().empty()) return false;
  return std::all_of(ranked.begin(), ranked.end(), [&](const Placement& other) {
    return &other == &winner || !possible(other) || is_passed_over(other.tier) ||
           asks_for_provider(rules, situation, other) || winner.score.low >= other.score.high;
  });
}

Tier tier_of(const RuleSet& rules, const Situation& situation, const Placement& placement, Verdict settled) {
  if (placement.verdict == Verdict::does_not_fit) return Tier::out;
  if (closed(rules, placement)) return Tier::closed;
  const bool behind = passed_over(rules, placement, settled);
  if (asks_for_more(rules, situation, placement))
    return behind ? Tier::asks_for_more_passed_over : Tier::asks_for_more;
  return behind ? Tier::passed_over : Tier::ordinary;
}

}  // namespace

void rank(const RuleSet& rules, const Situation& situation, std::vector<Placement>& placements) {
  const Verdict settled = best_settled(rules, placements);
  for (Placement& placement : placements) placement.tier = tier_of(rules, situation, placement, settled);
  std::sort(placements.begin(), placements.end(), [&](const Placement& a, const Placement& b) {
    if (a.tier != b.tier) return a.tier < b.tier;
    // Of what does not fit, the nearest miss comes first: its score means nothing.
    if (a.tier == Tier::out) return std::tuple(failures(a), a.offering) < std::tuple(failures(b), b.offering);
    return is_before(contender(a), contender(b));
  });
}

bool is_before(const Contender& a, const Contender& b) {
  const auto key = [](const Contender& one) {
    return std::tuple(one.tier, -(one.low + one.high), one.verdict, -one.low, one.offering);
  };
  return key(a) < key(b);
}

std::string why_behind(const RuleSet& rules, const Situation& situation, const Placement& placement) {
  if (pays_for_idle_gpus(rules, placement))
    return fmt::format("its smallest size has {} GPUs, twice what is needed or more",
                       placement.sizing.chosen->gpu_count);
  if (asks_for_provider(rules, situation, placement)) return "it asks for a provider, and nobody named one";
  if (hopes_for_card(rules, placement)) return "no machine of it is recorded with that card";
  const Status status = rules.rows<Offering>()[placement.offering].status;
  if (status == Status::closed) return "it takes no new customers";
  if (is_passed_over(placement.tier))
    return status == Status::preview ? "it is a preview, and what is settled does as well"
                                     : "it is recent, and what is settled does as well";
  for (const Verdictlet& finding : placement.findings)
    if (finding.outcome == Outcome::unknown &&
        rules.rows<rules::Rule>()[finding.rule].hardness == rules::Hardness::unpublished)
      return "nobody has published that it holds it";
  return "it asks for more than is known to be needed";
}

std::size_t winner(std::span<const Contender> contenders) {
  const Contender* best = nullptr;
  const Contender* target = nullptr;
  for (const Contender& one : contenders) {
    if (one.tier >= Tier::closed) continue;
    if (best == nullptr || is_before(one, *best)) best = &one;
    if (one.target) target = &one;
  }
  if (best == nullptr) return contenders.size();
  // What stands behind the target does not beat it, whatever its score.
  const auto beats = [&](const Contender& other) {
    return other.tier <= target->tier && !other.form_of_target && other.low > target->high;
  };
  if (target != nullptr && std::none_of(contenders.begin(), contenders.end(), beats)) best = target;
  return static_cast<std::size_t>(best - contenders.data());
}

Contender contender(const Placement& placement) {
  return {placement.tier, placement.verdict,   placement.offering,  placement.target,
          false,          placement.score.low, placement.score.high};
}

std::vector<Contender> contenders(const RuleSet& rules, const std::vector<Placement>& ranked) {
  const auto target =
      std::find_if(ranked.begin(), ranked.end(), [](const Placement& one) { return one.target; });
  std::vector<Contender> result;
  result.reserve(ranked.size());
  for (const Placement& placement : ranked) {
    result.push_back(contender(placement));
    result.back().form_of_target = target != ranked.end() && covers(rules, *target, placement);
  }
  return result;
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
    if (possible(other) && other.verdict == Verdict::fits) {
      recommendation.fallback = rules.text(rules.rows<Offering>()[other.offering].full_id);
      break;
    }
  return recommendation;
}

}  // namespace placer::engine
