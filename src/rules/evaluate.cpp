// Walks the nodes once, from the first to the last, over a small stack of results. The stack never outgrows
// the depth that the compiler allows.
#include "rules/evaluate.hpp"

#include <algorithm>
#include <array>

namespace placer::rules {
namespace {

constexpr std::size_t max_stack = max_expression_depth + 2;  // small, since it is set up at every call

Truth compare(Op op, const Interval& value, std::int64_t bound) {
  switch (op) {
    case Op::at_most:
      return value.high <= bound ? Truth::yes : value.low > bound ? Truth::no : Truth::unknown;
    case Op::at_least:
      return value.low >= bound ? Truth::yes : value.high < bound ? Truth::no : Truth::unknown;
    default:  // equal
      if (value.low == bound && value.high == bound) return Truth::yes;
      return value.low > bound || value.high < bound ? Truth::no : Truth::unknown;
  }
}

/// Whether one of the texts, which are alternatives, is in the list, or out of it.
Truth one_text(const RuleSet& rules, const Node& node, const std::vector<std::string>& texts) {
  const auto names = rules.rows<TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count);
  const auto will_do = [&](const std::string& text) {
    const bool in =
        std::any_of(names.begin(), names.end(), [&](const TextRef name) { return rules.text(name) == text; });
    return in == (node.op == Op::text_in);
  };
  const bool any = texts.empty();  // any will do
  return any || std::any_of(texts.begin(), texts.end(), will_do) ? Truth::yes : Truth::no;
}

/// What is known is one or more names, each of which will do; of what is not, it may be known among which it
/// is, and then all of them must agree.
Truth is_among(const Slot& slot, std::int64_t names) {
  const std::int64_t set = slot.value.low;
  if (slot.known) return (set & names) != 0 ? Truth::yes : Truth::no;
  if (set == 0) return Truth::unknown;
  return (set & names) == 0 ? Truth::no : (set & ~names) == 0 ? Truth::yes : Truth::unknown;
}

Truth truth_of_leaf(const RuleSet& rules, const Node& node, const Slot& slot) {
  if (node.op == Op::known) return slot.known ? Truth::yes : Truth::no;
  if (node.op == Op::any_of) return is_among(slot, node.bound);
  if (!is_text(node.op)) return compare(node.op, slot.value, node.bound);
  return slot.known && slot.texts != nullptr ? one_text(rules, node, *slot.texts) : Truth::unknown;
}

Result leaf(const RuleSet& rules, const Node& node, const Slot& slot) {
  const Truth truth = truth_of_leaf(rules, node, slot);
  return {truth, truth == Truth::unknown ? slot.needs : FactSet{}};
}

Truth opposite(Truth truth) {
  return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}

/// The absorbing value wins whatever the others are; else unknowns merge what they need.
Result combine(std::span<const Result> parts, Truth absorbing) {
  Result result{opposite(absorbing), {}};
  for (const Result& part : parts) {
    if (part.truth == absorbing) return {absorbing, {}};
    if (part.truth == Truth::unknown) {
      result.truth = Truth::unknown;
      result.needs |= part.needs;
    }
  }
  return result;
}

/// Whether an expression is true, without what it needs: most are definite, and need nothing.
Truth truth_of(const RuleSet& rules, std::span<const Node> nodes, std::span<const Slot> slots) {
  std::array<Truth, max_stack> stack{};
  std::size_t top = 0;
  for (const Node& node : nodes) {
    if (node.op == Op::negate) {
      stack[top - 1] = opposite(stack[top - 1]);
    } else if (node.op == Op::all || node.op == Op::any) {
      // Truths are in order, and `no` absorbs in the one, `yes` in the other.
      const auto first = stack.begin() + static_cast<std::ptrdiff_t>(top - node.count);
      const auto last = stack.begin() + static_cast<std::ptrdiff_t>(top);
      *first = node.op == Op::all ? *std::min_element(first, last) : *std::max_element(first, last);
      top = top - node.count + 1;
    } else {
      stack[top++] = truth_of_leaf(rules, node, slots[node.fact]);
    }
  }
  return stack[0];
}

}  // namespace

Result evaluate(const RuleSet& rules, std::span<const Node> nodes, std::span<const Slot> slots) {
  if (nodes.empty()) return {};
  if (nodes.size() == 1) return leaf(rules, nodes[0], slots[nodes[0].fact]);
  if (const Truth truth = truth_of(rules, nodes, slots); truth != Truth::unknown) return {truth, {}};
  std::array<Result, max_stack> stack;
  std::size_t top = 0;
  for (const Node& node : nodes) {
    if (node.op == Op::negate) {
      stack[top - 1].truth = opposite(stack[top - 1].truth);
    } else if (node.op == Op::all || node.op == Op::any) {
      const std::size_t first = top - node.count;
      stack[first] = combine({stack.data() + first, node.count}, node.op == Op::all ? Truth::no : Truth::yes);
      top = first + 1;
    } else {
      stack[top++] = leaf(rules, node, slots[node.fact]);
    }
  }
  return stack[0];
}

RuleResult evaluate(const RuleSet& rules, const Rule& rule, std::span<const Slot> slots) {
  RuleResult result;
  const Result when = evaluate(rules, rules.rows(rule.when), slots);
  result.applies = when.truth;
  if (when.truth == Truth::no) return result;
  const Result require = evaluate(rules, rules.rows(rule.require), slots);
  // `when implies require`: what holds anyway needs no condition, and a violation counts only where the rule
  // applies.
  if (require.truth == Truth::yes) return result;
  if (when.truth == Truth::yes && require.truth == Truth::no) {
    result.holds = Truth::no;
    return result;
  }
  result.holds = Truth::unknown;
  // Whether it applies comes first: what it then asks about may never matter.
  result.needs |= when.truth == Truth::unknown && !when.needs.empty() ? when.needs : require.needs;
  return result;
}

}  // namespace placer::rules
