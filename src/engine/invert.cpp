// One walk over the post-order nodes with a small stack, as evaluation does: for each node the wishes that
// make it true and those that make it false.
#include "engine/invert.hpp"

#include <algorithm>
#include <utility>

namespace placer::engine {
namespace {

using rules::FactType;
using rules::Node;
using rules::Op;
using rules::RuleSet;
using rules::Slot;
using rules::Truth;

using Way = std::optional<std::vector<Wish>>;

struct Ways {
  Way yes, no;
};

std::int64_t all_names(const RuleSet& rules, FactId fact) {
  std::int64_t set = 0;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(fact).symbols))
    set |= std::int64_t{1} << symbol.bit;
  return set;
}

Way within(const rules::FactRow& fact, FactId id, Interval allowed) {
  allowed.low = std::max(allowed.low, fact.range.low);
  allowed.high = std::min(allowed.high, fact.range.high);
  if (allowed.low > allowed.high) return std::nullopt;
  return std::vector{Wish{id, allowed, false}};
}

Way one_of(FactId id, std::int64_t set) {
  if (set == 0) return std::nullopt;
  return std::vector{Wish{id, {set, set}, true}};
}

/// Any of the regions that a rule lists will do. Other texts, as a runtime, are nothing to be chosen from a
/// list.
Way of_regions(const RuleSet& rules, const Node& node) {
  if (node.fact != rules.known(rules::Known::regions)) return std::nullopt;
  Wish wish{node.fact, {}, false, true};
  const auto names = rules.rows<rules::TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count);
  for (const rules::TextRef name : names) wish.texts.emplace_back(rules.text(name));
  return std::vector{std::move(wish)};
}

/// How a comparison comes out otherwise than it does.
Way otherwise(const RuleSet& rules, const Node& node, bool wanted) {
  const rules::FactRow& fact = rules.fact(node.fact);
  const bool derived = fact.kind == rules::FactKind::derived;
  if (!derived && (fact.kind != rules::FactKind::vocabulary || !fact.changeable)) return std::nullopt;
  const std::int64_t bound = node.bound;
  switch (node.op) {
    case Op::at_most:
      return within(fact, node.fact, wanted ? Interval{0, bound} : Interval{bound + 1, unbounded});
    case Op::at_least:
      return within(fact, node.fact, wanted ? Interval{bound, unbounded} : Interval{0, bound - 1});
    case Op::equal:
      if (wanted) return within(fact, node.fact, {bound, bound});
      // Of what is yes or no, one other value is left.
      if (fact.type == FactType::boolean) return within(fact, node.fact, {1 - bound, 1 - bound});
      return std::nullopt;
    case Op::any_of: return one_of(node.fact, wanted ? bound : all_names(rules, node.fact) & ~bound);
    case Op::text_in: return wanted ? of_regions(rules, node) : std::nullopt;
    default: return std::nullopt;  // a text is nothing to be invented, and what is known stays known
  }
}

Ways of_leaf(const RuleSet& rules, const Node& node, std::span<const Slot> slots) {
  const Truth truth = rules::evaluate(rules, {&node, 1}, slots).truth;
  Ways ways;
  ways.yes = truth == Truth::yes ? std::vector<Wish>() : otherwise(rules, node, true);
  ways.no = truth == Truth::no ? std::vector<Wish>() : otherwise(rules, node, false);
  return ways;
}

Way together(std::span<Ways> parts, Way Ways::*way) {
  std::vector<Wish> all;
  for (Ways& part : parts) {
    if (!(part.*way)) return std::nullopt;
    all.insert(all.end(), (part.*way)->begin(), (part.*way)->end());
  }
  return all;
}

Way least(std::span<Ways> parts, Way Ways::*way) {
  Way best;
  for (Ways& part : parts)
    if ((part.*way) && (!best || (part.*way)->size() < best->size())) best = std::move(part.*way);
  return best;
}

}  // namespace

Way invert(const RuleSet& rules, std::span<const Node> nodes, std::span<const Slot> slots, bool wanted) {
  if (nodes.empty()) return wanted ? Way(std::vector<Wish>()) : std::nullopt;
  std::vector<Ways> stack;
  for (const Node& node : nodes) {
    if (node.op == Op::negate) {
      std::swap(stack.back().yes, stack.back().no);
    } else if (node.op == Op::all || node.op == Op::any) {
      const std::span<Ways> parts(stack.data() + stack.size() - node.count, node.count);
      Ways ways;
      ways.yes = node.op == Op::all ? together(parts, &Ways::yes) : least(parts, &Ways::yes);
      ways.no = node.op == Op::all ? least(parts, &Ways::no) : together(parts, &Ways::no);
      stack.resize(stack.size() - node.count);
      stack.push_back(std::move(ways));
    } else {
      stack.push_back(of_leaf(rules, node, slots));
    }
  }
  return std::move(wanted ? stack.back().yes : stack.back().no);
}

std::vector<Wish> turned_over(const RuleSet& rules, std::span<const Node> nodes,
                              std::span<const Slot> slots) {
  std::vector<Wish> all;
  for (const Node& node : nodes) {
    if (!is_leaf(node) || rules.fact(node.fact).kind != rules::FactKind::vocabulary) continue;
    const Truth truth = rules::evaluate(rules, {&node, 1}, slots).truth;
    if (truth == Truth::unknown) continue;
    if (const Way other = otherwise(rules, node, truth == Truth::no))
      all.insert(all.end(), other->begin(), other->end());
  }
  return all;
}

bool merge(Wish& wish, const Wish& other) {
  if (wish.is_list) {
    if (wish.texts.empty()) wish.texts = other.texts;
    if (other.texts.empty()) return true;
    std::erase_if(wish.texts, [&](const std::string& text) {
      return std::find(other.texts.begin(), other.texts.end(), text) == other.texts.end();
    });
    return !wish.texts.empty();
  }
  if (wish.is_set) {
    wish.allowed.low &= other.allowed.low;
    wish.allowed.high = wish.allowed.low;
    return wish.allowed.low != 0;
  }
  wish.allowed = {std::max(wish.allowed.low, other.allowed.low),
                  std::min(wish.allowed.high, other.allowed.high)};
  return wish.allowed.low <= wish.allowed.high;
}

}  // namespace placer::engine
