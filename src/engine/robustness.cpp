// A score is linear in the weights, so trying another weight is one addition for each offering: the
// weightings are gone through like the numbers of a mileage counter, of which mostly one wheel turns. An
// offering stays ahead of another for an interval of one weight, so the weight at which it falls behind is
// found by halving.
#include "engine/robustness.hpp"

#include "engine/rank.hpp"

#include <algorithm>
#include <array>

namespace placer::engine {
namespace {

constexpr std::array<std::int64_t, 3> turns{1, 2, 4};  // halved, kept, doubled: in halves of the weight
constexpr std::int64_t kept = 2;
constexpr std::size_t most_varied = 8;
constexpr std::int64_t whole = 1'000'000;  // factors and shares, in millionths
constexpr std::int64_t step = 100;         // a factor is found as exactly as it is reported
constexpr std::int64_t least_factor = whole / 10, most_factor = whole * 10;

class Weighing {
 public:
  Weighing(const rules::RuleSet& rules, const std::vector<Placement>& ranked) : rules_(rules) {
    const std::vector<Contender> as_they_are = contenders(rules, ranked);
    const std::size_t best = winner(as_they_are);
    if (best == as_they_are.size()) return;
    const bool has_target = std::any_of(as_they_are.begin(), as_they_are.end(), [](const Contender& one) {
      return one.target && one.tier < Tier::closed;
    });
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      if (i != best && never_matters(as_they_are[i], ranked[i], as_they_are[best], ranked[best], has_target))
        continue;
      if (i == best) winner_ = all_.size();
      all_.push_back(as_they_are[i]);
      of_.push_back(&ranked[i]);
    }
  }

  bool has_winner() const { return !all_.empty(); }

  /// The share of weightings that the winner wins.
  std::int64_t share() {
    const std::vector<std::size_t> varied = most_telling();
    std::vector<std::size_t> wheels(varied.size(), 0);
    weigh(kept);
    for (const std::size_t criterion : varied) turn(criterion, turns[0] - kept);
    std::int64_t won = 0, tried = 0;
    for (std::size_t at = 0; at < varied.size() || tried == 0;) {
      ++tried;
      if (winner(all_) == winner_) ++won;
      for (at = 0; at < varied.size(); ++at) {
        const std::int64_t before = turns[wheels[at]];
        wheels[at] = (wheels[at] + 1) % turns.size();
        turn(varied[at], turns[wheels[at]] - before);
        if (wheels[at] != 0) break;  // else the next wheel turns as well
      }
    }
    return won * whole / tried;
  }

  std::optional<Flip> least_flip() {
    std::optional<Flip> best;
    weigh(whole);
    const auto consider = [&](std::size_t criterion, std::int64_t extreme) {
      if (wins(criterion, extreme)) return;
      std::int64_t good = whole, bad = extreme;
      while (std::max(good, bad) - std::min(good, bad) > step) {
        const std::int64_t middle = (good + bad) / (2 * step) * step;
        (wins(criterion, middle) ? good : bad) = middle;
      }
      const std::int64_t ratio = distance(bad);
      if (best && distance(best->factor) <= ratio) return;
      wins(criterion, bad);
      const CriterionScore& part = of_.front()->criteria[criterion];
      best = Flip{part.id, part.title, bad,
                  rules_.text(rules_.rows<rules::Offering>()[all_[winner(all_)].offering].full_id)};
    };
    for (std::size_t criterion = 0; criterion < criteria(); ++criterion)
      for (const std::int64_t extreme : {most_factor, least_factor}) consider(criterion, extreme);
    return best;
  }

 private:
  /// Whether one cannot change who wins, whatever the weights are: most cannot, and need not be weighed.
  static bool never_matters(const Contender& one, const Placement& placement, const Contender& best,
                            const Placement& first, bool has_target) {
    if (one.tier >= Tier::closed) return true;
    if (has_target) return best.target && one.tier > best.tier;
    if (one.tier != best.tier) return true;
    bool less = false;
    for (std::size_t i = 0; i < first.criteria.size(); ++i) {
      const Score mine = placement.criteria[i].score, its = first.criteria[i].score;
      if (mine.low + mine.high > its.low + its.high) return false;
      less = less || mine.low + mine.high < its.low + its.high;
    }
    return less;
  }

  std::size_t criteria() const { return of_.front()->criteria.size(); }

  static std::int64_t distance(std::int64_t factor) {
    return factor >= whole ? factor : whole * whole / factor;
  }

  /// Adds a criterion to every score that many times.
  void turn(std::size_t criterion, std::int64_t times) {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const CriterionScore& part = of_[i]->criteria[criterion];
      all_[i].low += times * part.weight * part.score.low;
      all_[i].high += times * part.weight * part.score.high;
    }
  }

  void weigh(std::int64_t times) {
    for (Contender& one : all_) one.low = one.high = 0;
    for (std::size_t criterion = 0; criterion < criteria(); ++criterion) turn(criterion, times);
  }

  /// Whether the winner still wins with one weight multiplied.
  bool wins(std::size_t criterion, std::int64_t factor) {
    turn(turned_, whole - factor_);
    turn(criterion, factor - whole);
    turned_ = criterion;
    factor_ = factor;
    return winner(all_) == winner_;
  }

  std::vector<std::size_t> most_telling() const {
    std::vector<std::pair<std::int64_t, std::size_t>> spreads;
    for (std::size_t criterion = 0; criterion < criteria(); ++criterion) {
      std::int64_t least = INT64_MAX, most = INT64_MIN;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        const CriterionScore& part = of_[i]->criteria[criterion];
        least = std::min<std::int64_t>(least, part.score.low);
        most = std::max<std::int64_t>(most, part.score.high);
      }
      spreads.emplace_back((least - most) * of_.front()->criteria[criterion].weight, criterion);
    }
    std::sort(spreads.begin(), spreads.end());
    std::vector<std::size_t> varied;
    for (const auto& [spread, criterion] : spreads)
      if (varied.size() < most_varied) varied.push_back(criterion);
    return varied;
  }

  const rules::RuleSet& rules_;
  std::vector<Contender> all_;
  std::vector<const Placement*> of_;  // in the same order
  std::size_t winner_ = 0;
  std::size_t turned_ = 0;       // the weight that is another one now,
  std::int64_t factor_ = whole;  // and by how much
};

}  // namespace

std::optional<Robustness> robustness(const rules::RuleSet& rules, const std::vector<Placement>& ranked) {
  if (ranked.empty()) return std::nullopt;
  Weighing weighing(rules, ranked);
  if (!weighing.has_winner()) return std::nullopt;
  Robustness result;
  result.share = weighing.share();
  result.flips_on = weighing.least_flip();
  return result;
}

}  // namespace placer::engine
