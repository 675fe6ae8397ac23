// Who is recommended, as a function of the scores alone: used for the scores that there are and for those
// that other weights would give.
#pragma once

#include "engine/placement.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace placer::engine {

/// What decides between a placement and the others.
struct Contender {
  Tier tier = Tier::ordinary;
  Verdict verdict = Verdict::unknown;
  unsigned offering = 0;
  bool target = false;
  bool form_of_target = false;  ///< a manifest for the target is one for it as well: there is nothing to move
  std::int64_t low = 0, high = 0;  ///< of the score, in a unit that all share
};

Contender contender(const Placement& placement);
/// One for each placement, in their order.
std::vector<Contender> contenders(const rules::RuleSet& rules, const std::vector<Placement>& ranked);

/// The better tier first, then the midpoint of the score, the verdict, the lower end, rule-set order.
bool is_before(const Contender& a, const Contender& b);

/// Why a placement is ranked behind others with a lower score, for people: of one whose tier is neither
/// `ordinary` nor `out`.
std::string why_behind(const rules::RuleSet& rules, const Situation& situation, const Placement& placement);

/// The index of the one that is recommended; their number where none can be. A workload that runs somewhere
/// stays there, unless that place does not fit or another one is better whatever the unknown facts turn out
/// to be.
std::size_t winner(std::span<const Contender> contenders);

}  // namespace placer::engine
