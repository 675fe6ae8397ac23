// Walks the nodes once over a stack of texts. A negation is kept beside its comparison until something uses
// it, so that "not (x == 1)" reads "x is not 1"; what is joined by the same word stays a list until something
// else uses it.
#include "rules/describe.hpp"

#include "base/text.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace placer::rules {
namespace {

struct Part {
  std::vector<std::string> texts;  // several only for `all` and `any`
  Op op = Op::known;               // what joins them
  const Node* leaf = nullptr;      // a comparison by itself
};

std::string value_of(const RuleSet& rules, FactId fact, std::int64_t value) {
  return format_value(Vocabulary(rules), rules.fact(fact), {value, value});
}

/// A rounder value is shorter, or has more zeros.
bool rounder(std::string_view value, std::string_view than) {
  const auto digits = [](std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return c >= '1' && c <= '9'; });
  };
  return std::pair(value.size(), digits(value)) < std::pair(than.size(), digits(than));
}

/// `x > 500ms` is compiled to `x >= 501ms`; of the two ways to say it the one with the rounder value is what
/// was written.
std::string at_least(const RuleSet& rules, FactId fact, std::int64_t bound) {
  const std::string least = value_of(rules, fact, bound);
  const std::string below = bound == 0 ? least : value_of(rules, fact, bound - 1);
  return rounder(below, least) ? "more than " + below : "at least " + least;
}

std::string at_most(const RuleSet& rules, FactId fact, std::int64_t bound) {
  const std::string most = value_of(rules, fact, bound);
  const std::string above = bound == unbounded ? most : value_of(rules, fact, bound + 1);
  return rounder(above, most) ? "less than " + above : "at most " + most;
}

/// "none of tcp, udp": what none of a workload's alternatives may be; "only alb" where fewer are left.
std::string none_of(const RuleSet& rules, const Node& node) {
  const FactRow& fact = rules.fact(node.fact);
  std::vector<std::string_view> names, left;
  for (const Symbol& symbol : rules.rows(fact.symbols))
    ((node.bound >> symbol.bit & 1) != 0 ? names : left).push_back(rules.text(symbol.name));
  if (fact.many && left.size() < names.size()) return "only " + join(left, " or ");
  return (names.size() == 1 ? "not " : "none of ") + join(names, ", ");
}

/// What a comparison holds a fact against.
std::string bound_of(const RuleSet& rules, const Node& node) {
  if (!is_text(node.op)) return value_of(rules, node.fact, node.bound);
  std::vector<std::string_view> names;
  for (const TextRef name : rules.rows<TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count))
    names.push_back(rules.text(name));
  return (node.op == Op::text_out ? "any but " : "") + join(names, ", ");
}

std::string describe_leaf(const RuleSet& rules, const Node& node, bool negated) {
  const std::string_view key = rules.text(rules.fact(node.fact).key);
  const std::string_view is = negated ? "is not" : "is";
  switch (node.op) {
    case Op::known: return fmt::format("{} {} known", key, is);
    case Op::at_most:
      return fmt::format(
          "{} is {}", key,
          negated ? at_least(rules, node.fact, node.bound + 1) : at_most(rules, node.fact, node.bound));
    case Op::at_least:
      return fmt::format(
          "{} is {}", key,
          negated ? at_most(rules, node.fact, node.bound - 1) : at_least(rules, node.fact, node.bound));
    case Op::any_of:
      return fmt::format("{} is {}", key, negated ? none_of(rules, node) : bound_of(rules, node));
    case Op::text_in:
      return fmt::format("{} has {} of {}", key, negated ? "none" : "one", bound_of(rules, node));
    default: return fmt::format("{} {} {}", key, is, bound_of(rules, node));
  }
}

/// The texts of a part as one; with a comma where they have words of their own that could be taken for the
/// joining one.
std::string joined(const Part& part) {
  bool comma = false;
  for (const std::string& text : part.texts)
    comma = comma || text.find(" or ") != std::string::npos || text.find(" and ") != std::string::npos;
  return join(part.texts, fmt::format("{}{}", comma ? "," : "", part.op == Op::all ? " and " : " or "));
}

Part negate(const RuleSet& rules, const Part& part) {
  std::string text =
      part.leaf != nullptr ? describe_leaf(rules, *part.leaf, true) : fmt::format("not ({})", joined(part));
  return {{std::move(text)}, Op::negate, nullptr};
}

/// Puts a part beside others that `op` joins.
void add(Part&& part, Op op, Part& whole) {
  if (part.op == op)
    whole.texts.insert(whole.texts.end(), std::make_move_iterator(part.texts.begin()),
                       std::make_move_iterator(part.texts.end()));
  else if (part.texts.size() > 1)
    whole.texts.push_back(fmt::format("({})", joined(part)));
  else
    whole.texts.push_back(std::move(part.texts.front()));
}

}  // namespace

const Node* comparison(const RuleSet& rules, const Rule& rule) {
  return rule.kind == RuleKind::limit && !rule.require.empty() ? rules.rows(rule.require).data() : nullptr;
}

bool is_refusal(const RuleSet& rules, const Rule& limit) {
  const auto nodes = rules.rows(limit.require);
  return nodes.back().op == Op::negate || nodes.back().op == Op::text_out;
}

std::string describe_bound(const RuleSet& rules, const Rule& limit) {
  const Node& node = *comparison(rules, limit);
  const bool negated = is_refusal(rules, limit) && node.op != Op::text_out;
  return (negated ? "any but " : "") + bound_of(rules, node);
}

std::string describe_comparison(const RuleSet& rules, const Rule& limit) {
  const Node& node = *comparison(rules, limit);
  const FactRow& fact = rules.fact(node.fact);
  if (is_refusal(rules, limit))
    return fmt::format("{} is {}", rules.text(fact.key), describe_bound(rules, limit));
  if (node.op != Op::at_most && node.op != Op::at_least) return describe_leaf(rules, node, false);
  // Of a list its length counts, and the range is that of its numbers.
  if (fact.type == FactType::numbers)
    return fmt::format("{} has {} {} {}", rules.text(fact.key),
                       node.op == Op::at_most ? "at most" : "at least", node.bound,
                       node.bound == 1 ? "entry" : "entries");
  const bool is_least = node.op == Op::at_most && node.bound == fact.range.low;
  return fmt::format("{} is {}{}", rules.text(fact.key),
                     is_least                 ? ""
                     : node.op == Op::at_most ? "at most "
                                              : "at least ",
                     bound_of(rules, node));
}

bool is_refused(const RuleSet& rules, const Rule& check, std::string_view text) {
  const auto refused = rules.rows(check.refused);
  return std::any_of(refused.begin(), refused.end(), [&](TextRef name) { return rules.text(name) == text; });
}

std::string describe_refused(const RuleSet& rules, const Rule& check) {
  std::vector<std::string_view> texts;
  for (const TextRef name : rules.rows(check.refused)) texts.push_back(rules.text(name));
  return texts.empty() ? std::string() : "none of " + join(texts, ", ");
}

bool has_bounds(const Rule& check) { return check.bounds != Rule().bounds; }

bool is_within(const Rule& check, std::int64_t amount) {
  return amount >= check.bounds.low && amount <= check.bounds.high;
}

std::string describe_bounds(const Rule& check) {
  const auto& [least, most] = check.bounds;
  if (!has_bounds(check)) return {};
  if (least == most) return format_quantity(most, check.unit);
  if (most == unbounded) return describe_broken(check, least - 1);
  if (least == Rule().bounds.low) return describe_broken(check, most + 1);
  return fmt::format("{} to {}", format_quantity(least, check.unit), format_quantity(most, check.unit));
}

std::string describe_broken(const Rule& check, std::int64_t amount) {
  const auto& [least, most] = check.bounds;
  return amount < least ? fmt::format("at least {}", format_quantity(least, check.unit))
                        : fmt::format("at most {}", format_quantity(most, check.unit));
}

std::string describe(const RuleSet& rules, std::span<const Node> nodes) {
  std::vector<Part> parts;
  for (const Node& node : nodes) {
    if (is_leaf(node)) {
      parts.push_back({{describe_leaf(rules, node, false)}, node.op, &node});
    } else if (node.op == Op::negate) {
      parts.back() = negate(rules, parts.back());
    } else {
      Part whole{{}, node.op, nullptr};
      for (auto part = parts.end() - node.count; part != parts.end(); ++part)
        add(std::move(*part), node.op, whole);
      parts.resize(parts.size() - node.count);
      parts.push_back(std::move(whole));
    }
  }
  return parts.empty() ? std::string() : joined(parts.back());
}

std::string_view to_string(Status status) {
  switch (status) {
    case Status::settled: return "settled";
    case Status::recent: return "recent";
    case Status::preview: return "preview";
    case Status::closed: return "closed";
  }
  return "";
}

std::string_view to_string(Hardness hardness) {
  switch (hardness) {
    case Hardness::hard: return "hard";
    case Hardness::quota: return "quota";
    case Hardness::configurable: return "configurable";
    case Hardness::unpublished: return "unpublished";
  }
  return "";
}

bool is_of_format(const Rule& rule) { return rule.offerings == ~OfferingMask{0}; }

}  // namespace placer::rules
