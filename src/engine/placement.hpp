// One workload on one offering while it is judged: what does not hold, what is open, the size and the score.
// The report is made from it at the end, with texts only for what is reported.
#pragma once

#include "engine/situation.hpp"
#include "rules/rule_set.hpp"

#include <placer/report.hpp>

#include <array>
#include <optional>
#include <vector>

namespace placer::engine {

/// A rule that failed or could not be decided (or, if asked for, passed).
struct Verdictlet {
  std::uint32_t rule = 0;  ///< index into the rule set
  Outcome outcome = Outcome::pass;
  FactSet needs;
  const Violation* violation = nullptr;  ///< of a check: what the importer found
};

/// What came of looking for a size.
struct Sizing {
  Outcome outcome = Outcome::pass;
  FactSet needs;
  std::optional<SizeInfo> chosen;
  std::optional<SizeInfo> least;           ///< the smallest that it may turn out to be, where it is not exact
  const rules::Size* least_row = nullptr;  ///< that of `least`
  const rules::Size* row = nullptr;        ///< that of the chosen size
  bool smallest = true;                    ///< whether the chosen size is that; else the bill's
  bool exact = true;                       ///< whether the chosen size cannot turn out to be smaller
  const rules::Size* nearest = nullptr;    ///< where none holds the workload
  std::size_t role = 0;                    ///< whose sizing it is, where the workload has several
  std::int64_t card_memory =
      0;                ///< of the largest card of the wanted type, where more is asked for; 0: no matter
  bool unsold = false;  ///< the target does not sell what is written; `chosen` is what would hold it
  bool hoped = false;   ///< only a card of which no machine is recorded may be what holds the workload
  bool own = false;     ///< none holds it, and the cluster may have machines of the user's own
};

/// The groups that placements are ranked in; only those before `closed` can be recommended.
enum class Tier : std::uint8_t {
  ordinary,
  passed_over,    ///< recent or a preview, where something settled does as well
  asks_for_more,  ///< than the workload is known to need, or than is known to be had: a provider, a card
  asks_for_more_passed_over,  ///< both
  closed,                     ///< to new customers
  out,                        ///< does not fit
};

inline bool is_passed_over(Tier tier) {
  return tier == Tier::passed_over || tier == Tier::asks_for_more_passed_over;
}

struct Placement {
  unsigned offering = 0;
  bool target = false;
  std::vector<Verdictlet> findings;
  std::vector<Verdictlet> advice;  ///< rules that advise
  std::size_t passed = 0;
  std::size_t applied = 0;  ///< limits that were certainly held against a value in the manifest
  Sizing sizing;
  Verdict verdict = Verdict::unknown;
  Tier tier = Tier::ordinary;  ///< from the ranking on
  Score score;
  std::vector<CriterionScore> criteria;
  bool queues = false;                       ///< formulas of queues say how many requests wait or are refused
  std::vector<std::string_view> cost_lacks;  ///< lines of its bill of which nobody can say how much there is
  /// What is known of the workload with the offering's properties and derived facts, from the filter on, and
  /// with the size from the score on: working it out again would cost more than to keep it.
  std::vector<rules::Slot> slots;
  std::int64_t headroom_low = 0,
               headroom_high = 1'000'000;  ///< parts per million left under the tightest limit
  FactSet headroom_needs;                  ///< what would make that more exact
};

/// While it lives, the situation is that of the placement: its slots are in the situation, and back in the
/// placement afterwards.
class On {
 public:
  On(Situation& situation, Placement& placement) : situation_(situation), placement_(placement) {
    situation_.slots().swap(placement_.slots);
  }
  ~On() { situation_.slots().swap(placement_.slots); }
  On(const On&) = delete;
  On& operator=(const On&) = delete;

 private:
  Situation& situation_;
  Placement& placement_;
};

/// What is billed on the platform of a template whose way in stands in it: the slots say so meanwhile. What
/// bounds that way says the importer.
class AtItsDoor {
 public:
  AtItsDoor(const rules::RuleSet& rules, const Situation& situation, unsigned offering,
            std::vector<rules::Slot>& slots);
  ~AtItsDoor();
  AtItsDoor(const AtItsDoor&) = delete;
  AtItsDoor& operator=(const AtItsDoor&) = delete;

 private:
  rules::Slot* slot_ = nullptr;
  rules::Slot before_;
};

/// Judges every rule of the set for every offering: what each placement's findings and advice are.
/// `keep_passes` also keeps what passed; `as_deployed` holds what the importer found wrong in the settings
/// against all offerings of the target's platform, else against the target alone.
void filter(const rules::RuleSet& rules, Situation& situation, std::vector<Placement>& placements,
            bool keep_passes, bool as_deployed = false);

/// "2 vCPU, 4GiB" of a chosen size.
std::string size_text(const rules::RuleSet& rules, const Sizing& sizing);
/// Finds the smallest size of the placement's offering that holds the workload, without its text. An offering
/// without sizes passes.
void choose_size(const rules::RuleSet& rules, const Situation& situation, Placement& placement);

/// The verdict that follows from findings and sizing.
void decide(const rules::RuleSet& rules, Placement& placement);

/// Scores all criteria in the situation of the placement; `priorities` (criterion ids) count double.
void score(const rules::RuleSet& rules, Situation& situation, const std::vector<std::string>& priorities,
           Placement& placement);

/// Fills in the texts of a placement that is reported: of its size and of each criterion.
void explain(const rules::RuleSet& rules, Placement& placement);

/// The best first, tier by tier: by midpoint of the score, then verdict, lower end and rule-set order; of
/// those that do not fit, the ones with the fewest failures first.
void rank(const rules::RuleSet& rules, const Situation& situation, std::vector<Placement>& placements);

/// The recommendation over ranked placements, without its reasons.
Recommendation recommend(const rules::RuleSet& rules, const Situation& situation,
                         const std::vector<Placement>& ranked);

/// What is said for the recommended placement, the condition first.
std::vector<std::string> reasons(const rules::RuleSet& rules, Situation& situation,
                                 const std::vector<Placement>& ranked, const Recommendation& recommendation);

/// The facts that keep a placement's verdict open.
FactSet open_facts(const Placement& placement);

/// What to declare, the fact that decides most first.
std::vector<Question> questions(const rules::RuleSet& rules, const Workload& workload,
                                const Situation& situation, const std::vector<Placement>& placements);

}  // namespace placer::engine
