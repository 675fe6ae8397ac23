// Walks an expression once over a stack of ways to make each part of it come out one way or the other. What
// is chosen for one part may contradict another; then there is no example.
#include "reference/rule_examples.hpp"

#include "base/text.hpp"
#include "reference/words.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
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

/// What an example states of a fact: a value that lies in a range, names of which any will do, or a text.
struct Said {
  std::string text;
  Interval range;  ///< of a quantity, with its value in it
  std::int64_t value = 0;
  enum class Kind : std::uint8_t { text, quantity, name } kind = Kind::text;
};
using Stated = std::map<FactId, Said>;

/// What makes a part of an expression true, and what makes it false; nullopt where no fact does.
struct Ways {
  std::optional<Stated> yes, no;
};

/// So many ports.
std::optional<Stated> listed(FactId fact, std::int64_t length) {
  constexpr int first = 8080, most = 4;
  if (length < 0 || length > most) return std::nullopt;
  std::vector<std::string> items;
  items.reserve(static_cast<std::size_t>(length));
  for (int i = 0; i < length; ++i) items.push_back(std::to_string(first + i));
  return Stated{{fact, {fmt::format("[{}]", join(items, ", ")), {}}}};
}

/// A value of a range that an expression leaves, at its end.
std::optional<Stated> stated(const RuleSet& rules, const Node& node, std::int64_t value, Interval range) {
  const rules::FactRow& fact = rules.fact(node.fact);
  if (fact.type == rules::FactType::numbers) return listed(node.fact, value);
  if (value < fact.range.low || value > fact.range.high || value == unbounded) return std::nullopt;
  return Stated{{node.fact, {{}, range, value, Said::Kind::quantity}}};
}

std::optional<Stated> stated(const RuleSet& rules, const Node& node, std::int64_t value) {
  return stated(rules, node, value, {value, value});
}

std::optional<Stated> named(const Node& node, std::string_view name, Said::Kind kind = Said::Kind::text) {
  return name.empty() ? std::nullopt : std::optional(Stated{{node.fact, {std::string(name), {}, 0, kind}}});
}

/// A text that is none of those that a rule lists: a region, or the example of the vocabulary.
std::string_view other_text(const RuleSet& rules, const Node& node) {
  const auto listed = rules.rows<rules::TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count);
  const auto is_other = [&](std::string_view text) {
    return std::none_of(listed.begin(), listed.end(),
                        [&](rules::TextRef one) { return rules.text(one) == text; });
  };
  if (node.fact == rules.known(rules::Known::regions)) {
    for (const rules::Region& region : rules.rows<rules::Region>())
      if (region.known != 0 && is_other(rules.text(region.name))) return rules.text(region.name);
    return {};
  }
  const std::string_view example = rules.text(rules.fact(node.fact).example);
  return rules.fact(node.fact).type == rules::FactType::text && is_other(example) ? example
                                                                                  : std::string_view();
}

Ways ways_of(const RuleSet& rules, const Node& node) {
  if (rules.fact(node.fact).kind != rules::FactKind::vocabulary) return {};
  switch (node.op) {
    case Op::at_most:
      return {stated(rules, node, node.bound, {0, node.bound}),
              stated(rules, node, node.bound + 1, {node.bound + 1, unbounded})};
    case Op::at_least:
      return {stated(rules, node, node.bound, {node.bound, unbounded}),
              stated(rules, node, node.bound - 1, {0, node.bound - 1})};
    case Op::any_of:
      return {named(node, one_name(rules, node, true), Said::Kind::name),
              named(node, one_name(rules, node, false))};
    case Op::equal:
      if (rules.fact(node.fact).type == rules::FactType::boolean)
        return {stated(rules, node, node.bound), stated(rules, node, 1 - node.bound)};
      return {stated(rules, node, node.bound), stated(rules, node, node.bound + 1)};
    // Not known is the one thing that a manifest says by silence.
    case Op::known: return {named(node, rules.text(rules.fact(node.fact).example)), Stated{}};
    case Op::text_in:
    case Op::text_out: {
      const std::string_view name =
          rules.text(rules.rows<rules::TextRef>()[static_cast<std::size_t>(node.bound)]);
      Ways ways{named(node, name), named(node, other_text(rules, node))};
      if (node.op == Op::text_out) std::swap(ways.yes, ways.no);
      return ways;
    }
    default: return {};
  }
}

/// Whether one value does for both, which the first then has: within both ranges, or a list of names.
bool combine(Said& one, const Said& other) {
  if (one.kind != other.kind) return false;
  if (one.kind == Said::Kind::quantity) {
    one.range = {std::max(one.range.low, other.range.low), std::min(one.range.high, other.range.high)};
    if (one.range.low > one.range.high) return false;
    one.value = std::clamp(one.value, one.range.low, one.range.high);
    return true;
  }
  if (one.text == other.text) return true;
  if (one.kind != Said::Kind::name) return false;
  one.text += ", " + other.text;
  return true;
}

/// Adds facts to others; false where one of them has another value there.
bool add(const Stated& more, Stated& all) {
  for (const auto& [fact, value] : more)
    if (const auto [there, added] = all.emplace(fact, value); !added && !combine(there->second, value))
      return false;
  return true;
}

/// All of them together.
std::optional<Stated> together(std::span<const Ways> parts, std::optional<Stated> Ways::*way) {
  Stated all;
  for (const Ways& part : parts)
    if (!(part.*way) || !add(*(part.*way), all)) return std::nullopt;
  return all;
}

/// The first that there is.
std::optional<Stated> either(std::span<const Ways> parts, std::optional<Stated> Ways::*way) {
  for (const Ways& part : parts)
    if (part.*way) return part.*way;
  return std::nullopt;
}

/// An empty expression is true.
Ways ways_of(const RuleSet& rules, std::span<const Node> nodes) {
  std::vector<Ways> open;
  for (const Node& node : nodes) {
    if (rules::is_leaf(node)) {
      open.push_back(ways_of(rules, node));
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

/// "" for nothing, and where the two ask for different values of one fact.
std::string text(const RuleSet& rules, const std::optional<Stated>& first,
                 const std::optional<Stated>& second) {
  if (!first || !second) return {};
  Stated all = *first;
  if (!add(*second, all)) return {};
  std::vector<std::string> lines;
  for (const auto& [id, said] : all) {
    const rules::FactRow& fact = rules.fact(id);
    std::string value = said.text;
    if (said.kind == Said::Kind::quantity)
      value = rules::format_value(rules::Vocabulary(rules), fact, {said.value, said.value});
    else if (said.text.find(", ") != std::string::npos && said.text.front() != '[') {
      if (!fact.many) return {};  // one of them only
      value = fmt::format("[{}]", said.text);
    }
    lines.push_back(fmt::format("{}: {}", rules.text(fact.key), value));
  }
  return join(lines, ", ");
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
          most == unbounded || most == 0 ? std::string() : needs(most + mebibyte, 0)};
}

}  // namespace

RuleExamples examples_of(const RuleSet& rules, const rules::Rule& rule) {
  if (rule.kind == rules::RuleKind::size) return size_examples(rules, rule.offerings);
  const Ways when = ways_of(rules, rules.rows(rule.when));
  if (rule.kind == rules::RuleKind::advice)
    return {text(rules, when.yes, Stated{}), text(rules, when.no, Stated{})};
  const Ways require = ways_of(rules, rules.rows(rule.require));
  return {text(rules, when.yes, require.yes), text(rules, when.yes, require.no)};
}

}  // namespace placer::reference
