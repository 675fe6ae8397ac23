// Between two bounds that rules and sizes compare a fact with no outcome changes, and one that grows does not
// make an offering fit again: so the last bound at which it fits is found by halving the list of them, and
// nothing has to be known of what the bounds mean.
#include "engine/headroom.hpp"

#include "engine/change.hpp"
#include "engine/finding.hpp"
#include "rules/domain.hpp"
#include "rules/terms.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::FactKind;
using rules::FactType;
using rules::Known;
using rules::Node;
using rules::Op;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Wide;

/// The values of one fact up to which nothing changes on one offering.
class Bounds {
 public:
  Bounds(const RuleSet& rules, const Placement& placement, FactId fact)
      : rules_(rules), placement_(placement), fact_(fact), now_(placement.slots[fact].value.high) {}

  std::vector<std::int64_t> collect() {
    for (const rules::Rule& rule : rules_.rows<rules::Rule>()) {
      if ((rule.offerings >> placement_.offering & 1U) == 0 || rule.role == rules::Role::advice ||
          rule.hardness != rules::Hardness::hard)
        continue;
      for (const auto nodes : {rules_.rows(rule.when), rules_.rows(rule.require)})
        for (const Node& node : nodes) add(node);
    }
    for (const Size& row : rules_.rows<Size>()) {
      if ((row.offerings >> placement_.offering & 1U) == 0) continue;
      add(row.need_memory, row.memory.high - row.memory_kept);
      add(row.need_cpu, largest_cpu(row));
      add(rules_.known(Known::gpu_count), row.gpu_count);
      add(rules_.known(Known::gpu_memory), row.gpu_memory);
    }
    std::sort(bounds_.begin(), bounds_.end());
    bounds_.erase(std::unique(bounds_.begin(), bounds_.end()), bounds_.end());
    return std::move(bounds_);
  }

 private:
  void add(const Node& node) {
    if (node.op == Op::at_most || node.op == Op::equal) add(node.fact, node.bound);
    if (node.op == Op::at_least || node.op == Op::equal) add(node.fact, node.bound - 1);
  }

  void add(FactId fact, std::int64_t bound) {
    if (rules_.fact(fact).kind == FactKind::derived)
      bound = behind(fact, bound);
    else if (fact != fact_)
      return;
    if (bound >= now_ && bound < unbounded) bounds_.push_back(bound);
  }

  /// The largest value of the fact at which a derived one keeps to a bound; -1 where it has nothing to do
  /// with it, or keeps to no bound as it is.
  std::int64_t behind(FactId derived, std::int64_t bound) const {
    const std::vector<bool> parts = rules::all_behind(rules_, derived, placement_.offering);
    if (!parts[fact_]) return -1;
    std::vector<Slot> slots = placement_.slots;
    const auto keeps = [&](std::int64_t value) {
      slots[fact_].value = {value, value};
      rules::derive(rules_, placement_.offering, slots, parts);
      return slots[derived].value.high <= bound;
    };
    std::int64_t good = now_, bad = rules_.fact(fact_).range.high;
    if (!keeps(good) || keeps(bad)) return -1;
    while (bad - good > 1) {
      const std::int64_t middle = good + (bad - good) / 2;
      (keeps(middle) ? good : bad) = middle;
    }
    return good;
  }

  static std::int64_t largest_cpu(const Size& row) {
    if (row.memory_per_vcpu == 0) return row.cpu.high - row.cpu_kept;
    const Wide cpu = Wide{row.memory.high} * 1000 / row.memory_per_vcpu;
    return static_cast<std::int64_t>(std::min<Wide>(cpu, unbounded));
  }

  const RuleSet& rules_;
  const Placement& placement_;
  FactId fact_;
  std::int64_t now_;
  std::vector<std::int64_t> bounds_;
};

}  // namespace

std::vector<Headroom> headroom(const RuleSet& rules, const Workload& workload, const Placement& placement,
                               bool strict) {
  std::vector<Headroom> result;
  if (placement.verdict == Verdict::does_not_fit) return result;
  Workload grown = workload;
  for (Fact& fact : grown.facts) {
    const rules::FactRow& row = rules.fact(fact.id);
    if (!fact.has_value() || row.type != FactType::quantity || fact.value.high <= 0 ||
        fact.value.high == unbounded || fact.origin == Origin::platform_default)  // which nobody grows
      continue;
    const Interval as_is = fact.value;
    const auto fits = [&](std::int64_t value) {
      fact.value = {value, value};
      return place(rules, grown, placement, strict).verdict != Verdict::does_not_fit;
    };
    std::vector<std::int64_t> bounds = Bounds(rules, placement, fact.id).collect();
    const auto out = std::partition_point(bounds.begin(), bounds.end(), fits);
    // Beyond the last bound it may be out as well, or fit for ever.
    const bool ends = out != bounds.begin() && (out != bounds.end() || !fits(bounds.back() + 1));
    std::int64_t most = ends ? *(out - 1) : 0;
    // What no single bound says, as a memory that goes with a number of processors, lies between two of them.
    if (ends && out != bounds.end() && fits(most + 1))
      for (std::int64_t bad = *out; bad - most > 1;) {
        const std::int64_t middle = most + (bad - most) / 2;
        (fits(middle) ? most : bad) = middle;
      }
    fact.value = as_is;
    if (!ends) continue;
    Slot limit = placement.slots[fact.id];
    limit.value = {most, most};
    Headroom room;
    room.fact = rules.text(row.key);
    room.value = amount_of(rules, fact.id, placement.slots[fact.id]);
    room.limit = amount_of(rules, fact.id, limit);
    room.limit.text = format_bound(most, row.unit, false);
    room.used = static_cast<std::int64_t>(Wide{as_is.high} * 1'000'000 / limit.value.high);
    room.where = fact.where;
    result.push_back(std::move(room));
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Headroom& a, const Headroom& b) { return a.used > b.used; });
  return result;
}

}  // namespace placer::engine
