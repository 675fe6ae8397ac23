// Walks the nodes once over a stack of texts. A negation is kept beside its comparison until something uses
// it, so that "not (x == 1)" reads "x is not 1".
#include "rules/describe.hpp"

#include "base/text.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::rules {
namespace {

struct Part {
  std::string text;
  Op op = Op::known;           // what combined it; of a comparison its own
  const Node* leaf = nullptr;  // a comparison that was not combined yet
};

std::string value_of(const RuleSet& rules, FactId fact, std::int64_t value) {
  return format_value(Vocabulary(rules), rules.fact(fact), {value, value});
}

/// `x > 500ms` is compiled to `x >= 501ms`; of the two ways to say it the shorter one is what was written.
std::string at_least(const RuleSet& rules, FactId fact, std::int64_t bound) {
  const std::string least = value_of(rules, fact, bound);
  if (bound == 0) return "at least " + least;
  const std::string below = value_of(rules, fact, bound - 1);
  return below.size() < least.size() ? "more than " + below : "at least " + least;
}

std::string at_most(const RuleSet& rules, FactId fact, std::int64_t bound) {
  const std::string most = value_of(rules, fact, bound);
  if (bound == unbounded) return "at most " + most;
  const std::string above = value_of(rules, fact, bound + 1);
  return above.size() < most.size() ? "less than " + above : "at most " + most;
}

/// "none of tcp, udp": what none of a workload's alternatives may be.
std::string none_of(const RuleSet& rules, const Node& node) {
  std::vector<std::string_view> names;
  for (const Symbol& symbol : rules.rows(rules.fact(node.fact).symbols))
    if ((node.bound >> symbol.bit & 1) != 0) names.push_back(rules.text(symbol.name));
  return (names.size() == 1 ? "not " : "none of ") + join(names, ", ");
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
      return fmt::format("{} is {}", key, negated ? none_of(rules, node) : describe_bound(rules, node));
    case Op::text_in:
      return fmt::format("{} has {} of {}", key, negated ? "none" : "one", describe_bound(rules, node));
    default: return fmt::format("{} {} {}", key, is, describe_bound(rules, node));
  }
}

/// A part as it stands beside others.
std::string beside(Part part, Op op) {
  const bool group = part.leaf == nullptr && (part.op == Op::all || part.op == Op::any) && part.op != op;
  return group ? fmt::format("({})", part.text) : std::move(part.text);
}

/// "a and b"; with a comma where a part has words of its own that could be taken for the joining one.
std::string combine(std::vector<std::string> parts, Op op) {
  bool comma = false;
  for (const std::string& part : parts)
    comma = comma || part.find(" or ") != std::string::npos || part.find(" and ") != std::string::npos;
  return join(parts, fmt::format("{}{}", comma ? "," : "", op == Op::all ? " and " : " or "));
}

Part negate(const RuleSet& rules, const Part& part) {
  if (part.leaf != nullptr) return {describe_leaf(rules, *part.leaf, true), Op::negate, nullptr};
  return {fmt::format("not ({})", part.text), Op::negate, nullptr};
}

}  // namespace

std::string describe_bound(const RuleSet& rules, const Node& comparison) {
  if (comparison.op != Op::text_in) return value_of(rules, comparison.fact, comparison.bound);
  std::vector<std::string_view> names;
  for (const TextRef name :
       rules.rows<TextRef>().subspan(static_cast<std::size_t>(comparison.bound), comparison.count))
    names.push_back(rules.text(name));
  return join(names, ", ");
}

std::string describe(const RuleSet& rules, std::span<const Node> nodes) {
  std::vector<Part> parts;
  for (const Node& node : nodes) {
    if (is_leaf(node)) {
      parts.push_back({describe_leaf(rules, node, false), node.op, &node});
    } else if (node.op == Op::negate) {
      parts.back() = negate(rules, parts.back());
    } else {
      std::vector<std::string> texts;
      for (auto part = parts.end() - node.count; part != parts.end(); ++part)
        texts.push_back(beside(std::move(*part), node.op));
      parts.resize(parts.size() - node.count);
      parts.push_back({combine(std::move(texts), node.op), node.op, nullptr});
    }
  }
  return parts.empty() ? std::string() : std::move(parts.back().text);
}

std::string_view to_string(Hardness hardness) {
  switch (hardness) {
    case Hardness::hard: return "hard";
    case Hardness::quota: return "quota";
    case Hardness::configurable: return "configurable";
  }
  return "";
}

}  // namespace placer::rules
