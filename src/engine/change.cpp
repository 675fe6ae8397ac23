// Each round inverts the rules that still fail, merges their wishes by fact and judges the changed workload
// again, since one change may break what held before. In the end whatever turned out not to be needed is
// given back.
#include "engine/change.hpp"

#include "engine/finding.hpp"
#include "engine/invert.hpp"
#include "engine/size_roles.hpp"
#include "engine/size_wish.hpp"
#include "rules/domain.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace placer::engine {
namespace {

using rules::FactKind;
using rules::Hardness;
using rules::Rule;
using rules::RuleSet;

constexpr int most_rounds = 8;

using Wishes = std::map<FactId, Wish>;

/// Clips what is there, so that nothing moves further than it must.
Interval granted(const Wish& wish, const Interval& value) {
  if (wish.is_set) {
    const std::int64_t both = value.low & wish.allowed.low;
    const std::int64_t set = both != 0 ? both : wish.allowed.low;
    return {set, set};
  }
  return {std::clamp(value.low, wish.allowed.low, wish.allowed.high),
          std::clamp(value.high, wish.allowed.low, wish.allowed.high)};
}

class Search {
 public:
  Search(const RuleSet& rules, const Workload& workload, const Placement& placement, bool strict)
      : rules_(rules), workload_(workload), before_(placement), strict_(strict) {
    // What an importer found is mended where it stands; no fact says so.
    changed_ = workload;
    changed_.violations.clear();
  }

  std::optional<Change> run() {
    if (before_.verdict != Verdict::does_not_fit && before_.verdict != Verdict::fits_with_changes)
      return std::nullopt;
    after_ = place(rules_, changed_, before_, strict_);
    for (int round = 0; after_.verdict == Verdict::does_not_fit; ++round) {
      if (round == most_rounds || !grant_all()) return std::nullopt;
      after_ = with(wishes_);
    }
    give_back();
    if (!leave_names_that_do()) return std::nullopt;
    after_ = with(wishes_);
    return describe();
  }

 private:
  /// The placement of the workload with these wishes granted.
  Placement with(const Wishes& wishes) {
    changed_.facts = workload_.facts;
    for (const auto& [id, wish] : wishes) {
      const auto fact = std::find_if(changed_.facts.begin(), changed_.facts.end(),
                                     [id = id](const Fact& one) { return one.id == id; });
      if (fact != changed_.facts.end() && fact->has_value()) {
        fact->value = granted(wish, fact->value);
        fact->origin = Origin::assumed;
      } else if (fact == changed_.facts.end()) {
        Fact assumed;
        assumed.id = id;
        assumed.origin = Origin::assumed;
        assumed.value = granted(wish, before_.slots[id].value);
        changed_.facts.push_back(std::move(assumed));
      }
    }
    return place(rules_, changed_, before_, strict_);
  }

  bool grant(const Wish& wish) {
    if (rules_.fact(wish.fact).kind == FactKind::derived) return grant_behind(wish);
    const auto [at, fresh] = wishes_.emplace(wish.fact, wish);
    return fresh || merge(at->second, wish);
  }

  /// A bound on what is worked out is met by the one fact behind it that must move the least, in proportion;
  /// where none can alone, by all of them in the same proportion.
  bool grant_behind(const Wish& wish) {
    const std::vector<Wish> parts = wishes_behind(rules_, after_, wish);
    return !parts.empty() &&
           std::all_of(parts.begin(), parts.end(), [&](const Wish& part) { return grant(part); });
  }

  /// False where something that fails cannot be changed.
  bool grant_all() {
    bool granted_some = false;
    for (const Verdictlet& finding : after_.findings) {
      const Rule& rule = rules_.rows<Rule>()[finding.rule];
      if (finding.outcome != Outcome::fail || rule.hardness != Hardness::hard) continue;
      const auto holds = invert(rules_, rules_.rows(rule.require), after_.slots, true);
      const auto other = invert(rules_, rules_.rows(rule.when), after_.slots, false);
      const bool use_other = other && (!holds || other->size() < holds->size());
      if (!holds && !other) return false;
      for (const Wish& wish : use_other ? *other : *holds)
        if (!grant(wish)) return false;
      granted_some = true;
    }
    // With another provider or system there are other sizes, so that these are asked once the rules hold.
    if (granted_some) return true;
    if (after_.sizing.outcome != Outcome::fail) return true;
    const std::vector<Wish> sizes = wishes_for_size(rules_, after_);
    return !sizes.empty() &&
           std::all_of(sizes.begin(), sizes.end(), [&](const Wish& wish) { return grant(wish); });
  }

  bool fits(const Wishes& wishes) { return with(wishes).verdict != Verdict::does_not_fit; }

  /// Facts that need not change, then the part of each change that is not needed.
  void give_back() {
    for (auto at = wishes_.begin(); at != wishes_.end();) {
      Wishes fewer = wishes_;
      fewer.erase(at->first);
      if (fits(fewer))
        at = wishes_.erase(at);
      else
        ++at;
    }
    for (auto& [id, wish] : wishes_)
      if (!wish.is_set && before_.slots[id].known) give_back_part(wish);
  }

  /// A set says that one of its names is meant, so that one of them that will not do is easily passed over.
  /// Each name is tried alone; where several choices change at once, each is left with one name.
  bool leave_names_that_do() {
    const auto is_set = [](const auto& one) { return one.second.is_set; };
    const bool alone = std::count_if(wishes_.begin(), wishes_.end(), is_set) == 1;
    for (auto& [id, wish] : wishes_) {
      if (!wish.is_set) continue;
      const auto names = static_cast<std::uint64_t>(granted(wish, before_.slots[id].value).low);
      std::int64_t good = 0;
      for (std::uint64_t left = names; left != 0 && (alone || good == 0); left &= left - 1) {
        const auto name = static_cast<std::int64_t>(left & (~left + 1));
        wish.allowed = {name, name};
        if (fits(wishes_)) good |= name;
      }
      if (good == 0) return false;
      wish.allowed = {good, good};
    }
    return true;
  }

  void give_back_part(Wish& wish) {
    const Interval was = before_.slots[wish.fact].value;
    const bool lower = was.high > wish.allowed.high;
    // A value between what is known to do and what is known not to.
    std::int64_t good = lower ? wish.allowed.high : wish.allowed.low;
    std::int64_t bad = lower ? was.high : was.low;
    std::int64_t next = lower ? good + 1 : good - 1;  // usually the bound is the bound
    while (next != bad) {
      (lower ? wish.allowed.high : wish.allowed.low) = next;
      (fits(wishes_) ? good : bad) = next;
      next = good + (bad - good) / 2;
      if (next == good) break;
    }
    (lower ? wish.allowed.high : wish.allowed.low) = good;
  }

  std::optional<Change> describe() const {
    Change change;
    for (const auto& [id, wish] : wishes_) {
      FactChange one;
      one.fact = rules_.text(rules_.fact(id).key);
      one.from = amount_of(rules_, id, before_.slots[id]);
      one.to = amount_of(rules_, id, after_.slots[id]);
      if (wish.is_set)
        one.names =
            static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(after_.slots[id].value.low)));
      if (const Fact* fact = workload_.find(id)) one.where = fact->where;
      change.facts.push_back(std::move(one));
    }
    for (const Verdictlet& finding : after_.findings)
      if (finding.outcome == Outcome::fail)
        change.raise.push_back(rules_.text(rules_.rows<Rule>()[finding.rule].id));
    for (const Verdictlet& finding : before_.findings)
      if (finding.outcome == Outcome::fail && finding.violation != nullptr)
        if (const std::string_view id = rules_.text(rules_.rows<Rule>()[finding.rule].id);
            std::find(change.mend.begin(), change.mend.end(), id) == change.mend.end())
          change.mend.push_back(id);
    const FactSet open = open_facts(after_);
    for (std::size_t id = 0; id < max_facts && id < rules_.rows<rules::FactRow>().size(); ++id)
      if (open.contains(static_cast<FactId>(id)))
        change.open.push_back(rules_.text(rules_.fact(static_cast<FactId>(id)).key));
    change.verdict = after_.verdict;
    change.verified = after_.verdict != Verdict::does_not_fit;
    return change;
  }

  const RuleSet& rules_;
  const Workload& workload_;
  const Placement& before_;
  bool strict_;
  Workload changed_;
  Placement after_;
  Wishes wishes_;
};

}  // namespace

Placement place(const RuleSet& rules, const Workload& workload, const Placement& as, bool strict) {
  Situation situation(rules, workload, strict);
  std::vector<Placement> placements(1);
  placements[0].offering = as.offering;
  placements[0].target = as.target;
  filter(rules, situation, placements, false);
  situation.slots() = placements[0].slots;
  choose_sizes(rules, workload, situation, strict, placements[0]);
  decide(rules, placements[0]);
  return std::move(placements[0]);
}

std::optional<Change> find_change(const RuleSet& rules, const Workload& workload, const Placement& placement,
                                  bool strict) {
  return Search(rules, workload, placement, strict).run();
}

}  // namespace placer::engine
