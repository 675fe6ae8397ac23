// Each round inverts the rules that still fail, merges their wishes by fact and judges the changed workload
// again, since one change may break what held before. In the end whatever turned out not to be needed is
// given back.
#include "engine/change.hpp"

#include "engine/change_report.hpp"
#include "engine/invert.hpp"
#include "engine/size_roles.hpp"
#include "engine/size_wish.hpp"
#include "rules/domain.hpp"
#include "rules/relations.hpp"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

namespace placer::engine {
namespace {

using rules::FactKind;
using rules::Hardness;
using rules::Rule;
using rules::RuleSet;
using rules::Slot;

constexpr int most_rounds = 8;
constexpr std::size_t most_beginnings = 16;  // other ways that are tried

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
      : rules_(rules), workload_(workload), before_(placement), strict_(strict), changed_(workload) {
    // What an importer found is mended where it stands; no fact says so.
    changed_.violations.clear();
  }

  std::optional<Change> run() {
    if (before_.verdict != Verdict::does_not_fit && before_.verdict != Verdict::fits_with_changes)
      return std::nullopt;
    if (!search({})) return std::nullopt;
    const Wishes first = wishes_;
    wishes_ = first.size() > 1 ? least_of_others(first) : first;
    if (!keep_least()) {
      wishes_ = first;
      if (!keep_least()) return std::nullopt;
    }
    // Of several names each one will do: what is said of the change is true of the first of them.
    Wishes granted_names = wishes_;
    for (auto& [id, wish] : wishes_) {
      if (wish.is_set) wish.allowed.low = wish.allowed.high = first_name(wish.allowed.low);
      if (wish.texts.size() > 1) wish.texts.resize(1);
    }
    after_ = with(wishes_);
    return describe_change(rules_, workload_, before_, {granted_names, changed_, after_});
  }

 private:
  /// Grants one round after another, from some wishes on, until nothing fails.
  bool search(Wishes beginning) {
    wishes_ = std::move(beginning);
    after_ = with(wishes_);
    for (int round = 0; after_.verdict == Verdict::does_not_fit || contradicted(wishes_); ++round) {
      const bool fails = after_.verdict == Verdict::does_not_fit;
      if (round == most_rounds || !(fails ? grant_all() : grant_consistency())) return false;
      after_ = with(wishes_);
    }
    give_back();
    return true;
  }

  /// Each rule is turned the way that is the shortest for it; one change that is longer for one of them, or
  /// ends where a rule applies, may do for several. A search begins with each of these.
  Wishes least_of_others(Wishes least) {
    const Verdict verdict = with(least).verdict;
    for (const Wish& wish : beginnings())
      if (search({{wish.fact, wish}}) && wishes_.size() < least.size() && with(wishes_).verdict <= verdict)
        least = wishes_;
    return least;
  }

  std::vector<Wish> beginnings() const {
    std::vector<Wish> all;
    for (const Verdictlet& finding : before_.findings) {
      const Rule& rule = rules_.rows<Rule>()[finding.rule];
      if (finding.outcome != Outcome::fail || finding.violation != nullptr || rule.hardness != Hardness::hard)
        continue;
      for (const rules::Range<rules::Node> part : {rule.when, rule.require})
        for (Wish& wish : turned_over(rules_, rules_.rows(part), before_.slots))
          if (all.size() < most_beginnings && std::find(all.begin(), all.end(), wish) == all.end())
            all.push_back(std::move(wish));
    }
    return all;
  }

  bool keep_least() {
    // What one gives back may leave room for another.
    for (Wishes before; before != wishes_;) {
      before = wishes_;
      for (auto& [id, wish] : wishes_)
        if (!wish.is_set && before_.slots[id].known) give_back_part(wish);
    }
    return leave_names_that_do();
  }

  static std::int64_t first_name(std::int64_t set) { return set & -set; }

  /// The placement of the workload with these wishes granted.
  Placement with(const Wishes& wishes) {
    changed_.facts = workload_.facts;
    for (const auto& [id, wish] : wishes) {
      const auto fact = std::find_if(changed_.facts.begin(), changed_.facts.end(),
                                     [id = id](const Fact& one) { return one.id == id; });
      if (fact != changed_.facts.end() && fact->has_value()) {
        fact->value = granted(wish, fact->value);
        if (wish.is_list) fact->texts = wish.texts;
        if (wish.is_set) fact->texts.clear();  // the card that is named is none of another family
        fact->origin = Origin::assumed;
      } else if (fact == changed_.facts.end()) {
        Fact assumed;
        assumed.id = id;
        assumed.origin = Origin::assumed;
        assumed.value = granted(wish, before_.slots[id].value);
        changed_.facts.push_back(std::move(assumed));
      }
    }
    let_go_of_derived(wishes);
    for (const auto& [id, wish] : wishes)
      for (const FactId ended : rules::ended_by(rules_, id, changed_.find(id)->value))
        std::erase_if(changed_.facts,
                      [&](const Fact& fact) { return fact.id == ended && !wishes.contains(ended); });
    return place(rules_, changed_, before_, strict_);
  }

  /// What followed from a fact that changes: the memory of a card, the providers of the regions.
  void let_go_of_derived(const Wishes& wishes) {
    const FactId regions = rules_.known(rules::Known::regions),
                 providers = rules_.known(rules::Known::providers);
    const auto let_go = [&](FactId id) {
      if (!wishes.contains(id))
        std::erase_if(changed_.facts,
                      [&](const Fact& fact) { return fact.id == id && fact.origin == Origin::derived; });
    };
    if (wishes.contains(rules_.known(rules::Known::gpu_type))) let_go(rules_.known(rules::Known::gpu_memory));
    const auto regions_wish = wishes.find(regions);
    if (regions_wish == wishes.end()) return;
    let_go(providers);
    const std::int64_t set = providers_of(regions_wish->second.texts);
    if (set == 0 || changed_.find(providers) != nullptr) return;
    Fact derived;
    derived.id = providers;
    derived.origin = Origin::derived;
    derived.value = {set, set};
    changed_.facts.push_back(std::move(derived));
  }

  /// The providers that have one of the regions; 0 without any.
  std::int64_t providers_of(const std::vector<std::string>& regions) const {
    std::int64_t set = 0;
    for (const rules::Region& region : rules_.rows<rules::Region>())
      if (std::find(regions.begin(), regions.end(), rules_.text(region.name)) != regions.end())
        set |= std::int64_t{1} << region.provider;
    return set;
  }

  /// Types of GPUs of the makers of those in the set: a program is written for the one or the other.
  std::int64_t of_same_makers(std::int64_t set) const {
    const FactId type = rules_.known(rules::Known::gpu_type);
    const auto maker_of = [](std::string_view name) { return name.substr(0, name.find('-')); };
    std::int64_t same = 0;
    for (std::int64_t left = set; left != 0; left &= left - 1) {
      const auto maker = maker_of(
          rules_.symbol(type, static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(left)))));
      for (const rules::Symbol& symbol : rules_.rows(rules_.fact(type).symbols))
        if (maker_of(rules_.text(symbol.name)) == maker) same |= std::int64_t{1} << symbol.bit;
    }
    return same;
  }

  bool grant(Wish wish) {
    if (rules_.fact(wish.fact).kind == FactKind::derived) return grant_behind(wish);
    if (const rules::Slot& slot = before_.slots[wish.fact];
        wish.fact == rules_.known(rules::Known::gpu_type) && wish.is_set && slot.known) {
      wish.allowed.low = wish.allowed.high = wish.allowed.low & of_same_makers(slot.value.low);
      if (wish.allowed.low == 0) return false;
    }
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

  /// A fact that was changed and another one that it contradicts now: what the other must become.
  std::optional<Wish> contradicted(const Wishes& wishes) const {
    for (const rules::Order& order : rules::orders) {
      const FactId less = rules_.find_fact(order.less), more = rules_.find_fact(order.more);
      if (order.severity != Severity::error || (!wishes.contains(less) && !wishes.contains(more))) continue;
      const Fact *low = stated(less), *high = stated(more);
      if (low == nullptr || high == nullptr || !order.is_broken(low->value.low, high->value.high)) continue;
      if (wishes.contains(more)) return Wish{less, {0, high->value.high}};
      return Wish{more, {low->value.low, unbounded}};
    }
    // Another provider has other regions; which of them is not for a rule to say.
    const FactId regions = rules_.known(rules::Known::regions);
    const Fact* named = stated(regions);
    const auto providers = wishes.find(rules_.known(rules::Known::providers));
    if (providers != wishes.end() && !wishes.contains(regions) && named != nullptr && !named->texts.empty() &&
        (providers_of(named->texts) & providers->second.allowed.low) == 0)
      return Wish{regions, {}, false, true};
    return std::nullopt;
  }

  const Fact* stated(FactId id) const {
    const Fact* fact = changed_.find(id);
    return fact != nullptr && fact->has_value() && fact->origin != Origin::derived ? fact : nullptr;
  }

  bool grant_consistency() {
    const std::optional<Wish> wish = contradicted(wishes_);
    return wish && rules_.fact(wish->fact).changeable && grant(*wish);
  }

  bool fits(const Wishes& wishes) {
    return with(wishes).verdict != Verdict::does_not_fit && !contradicted(wishes);
  }

  /// Facts that need not change.
  void give_back() {
    for (auto at = wishes_.begin(); at != wishes_.end();) {
      Wishes fewer = wishes_;
      fewer.erase(at->first);
      if (fits(fewer))
        at = wishes_.erase(at);
      else
        ++at;
    }
  }

  /// A set says that one of its names is meant, so that one of them that will not do is easily passed over.
  /// Each name is tried alone, and those that do best are left; where several choices change at once, one.
  bool leave_names_that_do() {
    const auto has_names = [](const auto& one) { return one.second.is_set || !one.second.texts.empty(); };
    const bool alone = std::count_if(wishes_.begin(), wishes_.end(), has_names) == 1;
    for (auto& [id, wish] : wishes_) {
      if (wish.is_set) {
        auto left = granted(wish, before_.slots[id].value).low;
        std::int64_t good = 0;
        Best best;
        for (; left != 0; left -= first_name(left)) {
          wish.allowed = {first_name(left), first_name(left)};
          if (const auto how = best.compare(*this))
            good = *how == 0 ? good | wish.allowed.low : wish.allowed.low;
        }
        if (good == 0) return false;
        if (!alone) good = first_name(good);
        wish.allowed = {good, good};
      } else if (!wish.texts.empty()) {
        const std::vector<std::string> all = std::exchange(wish.texts, {});
        std::vector<std::string> good;
        Best best;
        for (const std::string& name : all) {
          wish.texts = {name};
          const auto how = best.compare(*this);
          if (how && *how < 0) good.clear();
          if (how) good.push_back(name);
        }
        if (good.empty()) return false;
        if (!alone) good.resize(1);
        wish.texts = std::move(good);
      }
    }
    return true;
  }

  /// The best that the names tried so far come to. What must be raised counts before what is open, and is the
  /// same for all that do as well: it is said once of all of them.
  struct Best {
    std::tuple<Verdict, std::size_t, std::ptrdiff_t> result{Verdict::does_not_fit, 0, 0};
    std::vector<std::uint32_t> raised;
    /// Of the wishes as they are now: negative where they come to more than all before, 0 to the same;
    /// nullopt to less, or to nothing that fits.
    std::optional<int> compare(Search& search) {
      const Placement placement = search.with(search.wishes_);
      std::vector<std::uint32_t> failing;
      std::ptrdiff_t open = 0;
      for (const Verdictlet& one : placement.findings) {
        if (one.outcome == Outcome::unknown) ++open;
        if (one.outcome == Outcome::fail) failing.push_back(one.rule);
      }
      const auto now = std::tuple(placement.verdict, failing.size(), open);
      const bool is_first = std::get<Verdict>(result) == Verdict::does_not_fit;
      if (placement.verdict == Verdict::does_not_fit || (!is_first && now > result) ||
          search.contradicted(search.wishes_))
        return std::nullopt;
      const int how = is_first || now < result ? -1 : 0;
      if (how == 0 && failing != raised) return std::nullopt;
      result = now;
      raised = std::move(failing);
      return how;
    }
  };

  /// The part of a change that is not needed.
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
  {
    const On on(situation, placements[0]);
    choose_sizes(rules, workload, situation, strict, placements[0]);
  }
  decide(rules, placements[0]);
  return std::move(placements[0]);
}

std::optional<Change> find_change(const RuleSet& rules, const Workload& workload, const Placement& placement,
                                  bool strict) {
  return Search(rules, workload, placement, strict).run();
}

}  // namespace placer::engine
