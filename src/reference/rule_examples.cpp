// Walks an expression once over a stack of ways to make each part of it come out one way or the other. What
// is chosen for one part may contradict another; then there is no example.
#include "reference/rule_examples.hpp"

#include "base/text.hpp"
#include "reference/derived_ways.hpp"
#include "reference/words.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace placer::reference {
namespace {

using rules::Node;
using rules::Op;
using rules::RuleSet;

/// Where a rule holds.
struct Scope {
  const RuleSet& rules;
  rules::OfferingMask offerings;
};

std::optional<Stated> named(const Node& node, std::string_view name, Said::Kind kind = Said::Kind::text) {
  return said(node.fact, {std::string(name)}, kind);
}

std::vector<std::string> texts_of(const RuleSet& rules, const Node& node) {
  std::vector<std::string> texts;
  for (const rules::TextRef one :
       rules.rows<rules::TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count))
    texts.emplace_back(rules.text(one));
  return texts;
}

/// Texts that are none of those that a rule lists: regions of the providers that it is about, or the example
/// of the vocabulary.
std::vector<std::string> other_texts(const Scope& scope, const Node& node) {
  const RuleSet& rules = scope.rules;
  const std::vector<std::string> listed = texts_of(rules, node);
  std::vector<std::string> others;
  const auto consider = [&](std::string_view text) {
    if (std::find(listed.begin(), listed.end(), text) == listed.end()) others.emplace_back(text);
  };
  if (node.fact == rules.known(rules::Known::regions)) {
    std::uint64_t providers = 0;
    const auto offerings = rules.rows<rules::Offering>();
    for (std::size_t bit = 0; bit < offerings.size(); ++bit)
      if ((scope.offerings >> bit & 1U) != 0) providers |= offerings[bit].providers;
    for (const rules::Region& region : rules.rows<rules::Region>())
      if (region.known != 0 && (providers >> region.provider & 1U) != 0) consider(rules.text(region.name));
  } else if (rules.fact(node.fact).type == rules::FactType::text) {
    consider(rules.text(rules.fact(node.fact).example));
  }
  return others;
}

/// An example of the fact; of an offering one that the rule is about.
std::string_view any_value(const Scope& scope, const Node& node) {
  const rules::FactRow& fact = scope.rules.fact(node.fact);
  const auto offerings = scope.rules.rows<rules::Offering>();
  for (std::size_t bit = 0; bit < offerings.size() && fact.type == rules::FactType::offering; ++bit)
    if ((scope.offerings >> bit & 1U) != 0) return scope.rules.text(offerings[bit].full_id);
  return scope.rules.text(fact.example);
}

/// Known is what has any value: of a quantity the example or whatever else is asked of it, of others that.
std::optional<Stated> known(const Scope& scope, const Node& node) {
  const rules::FactRow& fact = scope.rules.fact(node.fact);
  const std::string_view text = any_value(scope, node);
  if (fact.type != rules::FactType::quantity) return named(node, text);
  QuantityError error;
  const auto example = rules::parse_literal(rules::Vocabulary(scope.rules), fact, text, error);
  return example ? stated(scope.rules, node.fact, example->low, fact.range) : std::nullopt;
}

Ways ways_of_fact(const Scope& scope, const Node& node) {
  const RuleSet& rules = scope.rules;
  const rules::FactRow& fact = rules.fact(node.fact);
  switch (node.op) {
    case Op::at_most:
      return {stated(rules, node.fact, node.bound, {0, node.bound}),
              stated(rules, node.fact, node.bound + 1, {node.bound + 1, unbounded})};
    case Op::at_least:
      return {stated(rules, node.fact, node.bound, {node.bound, unbounded}),
              stated(rules, node.fact, node.bound - 1, {0, node.bound - 1})};
    case Op::any_of:
      return {named(node, one_name(rules, node, true), Said::Kind::name),
              named(node, one_name(rules, node, false))};
    case Op::equal:
      if (fact.type == rules::FactType::boolean)
        return {stated(rules, node.fact, node.bound), stated(rules, node.fact, 1 - node.bound)};
      return {stated(rules, node.fact, node.bound), stated(rules, node.fact, node.bound + 1)};
    case Op::known: {
      Ways ways{known(scope, node), std::nullopt};
      // Not known is the one thing that a manifest says by silence, unless that is taken for the usual value.
      if (!fact.has_usual) ways.no = Stated{{node.fact, {{}, {}, 0, Said::Kind::silence}}};
      return ways;
    }
    case Op::text_in:
    case Op::text_out: {
      Ways ways{said(node.fact, texts_of(rules, node), Said::Kind::text),
                said(node.fact, other_texts(scope, node), Said::Kind::text)};
      if (node.op == Op::text_out) std::swap(ways.yes, ways.no);
      return ways;
    }
    default: return {};
  }
}

/// Of a derived fact what it is made of; what an offering is like, and what it is given, no manifest states.
Ways ways_of_derived(const Scope& scope, const Node& node, const WaysOf& ways_of) {
  const auto within = [&](std::int64_t low, std::int64_t high) {
    return facts_within(scope.rules, node.fact, scope.offerings, {low, high}, ways_of);
  };
  switch (node.op) {
    case Op::at_most: return {within(0, node.bound), within(node.bound + 1, unbounded)};
    case Op::at_least: return {within(node.bound, unbounded), within(0, node.bound - 1)};
    default: return {};
  }
}

/// An empty expression is true. `ways_of_leaf`: of a comparison.
template <class WaysOfLeaf>
Ways ways_of(std::span<const Node> nodes, WaysOfLeaf ways_of_leaf) {
  std::vector<Ways> open;
  for (const Node& node : nodes) {
    if (rules::is_leaf(node)) {
      open.push_back(ways_of_leaf(node));
    } else if (node.op == Op::negate) {
      std::swap(open.back().yes, open.back().no);
    } else {
      const std::span parts = std::span<const Ways>(open).last(node.count);
      Ways whole = node.op == Op::all ? Ways{together(parts, &Ways::yes), either(parts, &Ways::no)}
                                      : Ways{either(parts, &Ways::yes), together(parts, &Ways::no)};
      open.resize(open.size() - node.count);
      open.push_back(std::move(whole));
    }
  }
  return open.empty() ? Ways{Stated{}, std::nullopt} : std::move(open.back());
}

Ways ways_of(const Scope& scope, rules::Range<Node> expression) {
  const auto kind = [&](const Node& node) { return scope.rules.fact(node.fact).kind; };
  const WaysOf plain = [&](rules::Range<Node> range) {
    return ways_of(scope.rules.rows(range), [&](const Node& node) {
      return kind(node) == rules::FactKind::vocabulary ? ways_of_fact(scope, node) : Ways{};
    });
  };
  return ways_of(scope.rules.rows(expression), [&](const Node& node) {
    switch (kind(node)) {
      case rules::FactKind::vocabulary: return ways_of_fact(scope, node);
      case rules::FactKind::derived: return ways_of_derived(scope, node, plain);
      default: return Ways{};
    }
  });
}

/// "" for nothing, and where the two ask for different values of one fact.
std::string text(const RuleSet& rules, const std::optional<Stated>& first,
                 const std::optional<Stated>& second) {
  if (!first || !second) return {};
  Stated all = *first;
  return add(*second, all) ? text(rules, all) : std::string();
}

/// What nothing is said of, where that is all that is asked for.
std::string unsaid(const RuleSet& rules, const std::optional<Stated>& stated) {
  std::vector<std::string_view> facts;
  if (!stated || !is_silent(*stated)) return {};
  for (const auto& [fact, said] : *stated) facts.push_back(rules.text(rules.fact(fact).key));
  return join(facts, ", ");
}

/// The least of the sizes, and what none of them holds. Half of a machine: the system takes a part of it.
RuleExamples size_examples(const RuleSet& rules, rules::OfferingMask offerings) {
  constexpr std::int64_t mebibyte = 1 << 20;
  const rules::Size* least = nullptr;
  std::int64_t most = 0;
  bool may_have_cards = false;
  for (const rules::Size& size : rules.rows<rules::Size>()) {
    if ((size.offerings & offerings) == 0) continue;
    const auto order = [](const rules::Size& one) {
      return std::tuple(one.gpu_count, one.memory.low, one.cpu.low);
    };
    // Of one without a published end, where it begins says nothing either.
    if (size.memory.high != unbounded && (least == nullptr || order(size) < order(*least))) least = &size;
    most = std::max(most, size.memory.high);
    may_have_cards = may_have_cards || size.gpu_count > 0;
  }
  if (least == nullptr) return {};
  const std::int64_t share = least->machine ? 2 : 1;
  const auto needs = [&](std::int64_t memory, std::int64_t cpu) {
    std::vector<std::string> lines;
    if (cpu > 0) lines.push_back(fmt::format("cpu: {}", format_quantity(cpu, Unit::vcpu)));
    lines.push_back(fmt::format("memory: {}", format_quantity(memory, Unit::bytes)));
    if (may_have_cards) lines.push_back(fmt::format("gpu.count: {}", least->gpu_count));
    return join(lines, ", ");
  };
  return {needs(std::max<std::int64_t>(least->memory.low / share, mebibyte), least->cpu.low / share),
          most == unbounded || most == 0 ? std::string() : needs(most + mebibyte, 0),
          {}};
}

}  // namespace

RuleExamples examples_of(const RuleSet& rules, const rules::Rule& rule) {
  if (rule.kind == rules::RuleKind::size) return size_examples(rules, rule.offerings);
  const Scope scope{rules, rule.offerings};
  const Ways when = ways_of(scope, rule.when);
  if (rule.kind == rules::RuleKind::advice)
    return {text(rules, when.yes, Stated{}), text(rules, when.no, Stated{}), unsaid(rules, when.no)};
  const Ways require = ways_of(scope, rule.require);
  return {text(rules, when.yes, require.yes), text(rules, when.yes, require.no), {}};
}

}  // namespace placer::reference
