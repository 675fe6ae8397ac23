#include "reference/words.hpp"

#include "base/text.hpp"
#include "reference/page.hpp"
#include "rules/describe.hpp"
#include "rules/literal.hpp"
#include "rules/message.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::reference {

using rules::FactType;
using rules::Offering;
using rules::OfferingMask;
using rules::Rule;
using rules::RuleKind;
using rules::RuleSet;

OfferingMask offerings_of(const RuleSet& rules, std::size_t platform) {
  OfferingMask mask = 0;
  const auto offerings = rules.rows<Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit)
    if (offerings[bit].platform == platform) mask |= OfferingMask{1} << bit;
  return mask;
}

std::size_t platform_of(const RuleSet& rules, OfferingMask offerings) {
  const auto all = rules.rows<Offering>();
  for (std::size_t bit = 0; bit < all.size(); ++bit)
    if ((offerings >> bit & 1U) != 0) return all[bit].platform;
  return 0;
}

std::string offering_names(const RuleSet& rules, OfferingMask offerings) {
  if (offerings == offerings_of(rules, platform_of(rules, offerings))) return "all";
  std::vector<std::string_view> names;
  const auto all = rules.rows<Offering>();
  for (std::size_t bit = 0; bit < all.size(); ++bit)
    if ((offerings >> bit & 1U) != 0) names.push_back(rules.text(all[bit].id));
  return join(names, ", ");
}

std::string_view kind_of(const Rule& rule) {
  if (rule.kind == RuleKind::size) return "size";
  if (rule.role == rules::Role::advice) return "advice";
  if (rule.role == rules::Role::need) return "need";
  if (rule.role == rules::Role::setting) return "setting";
  return rule.kind == RuleKind::limit ? "limit" : "requirement";
}

std::string condition(const RuleSet& rules, const Rule& rule) {
  if (rule.kind == RuleKind::size) return "one of the sizes holds the workload";
  if (rule.kind == RuleKind::check) {
    constexpr std::string_view seen = "seen where the manifest is read";
    const std::string asks =
        has_bounds(rule) ? rules::describe_bounds(rule) : rules::describe_refused(rules, rule);
    return asks.empty() ? std::string(seen) : fmt::format("what is set is {}, {}", asks, seen);
  }
  if (rule.kind == RuleKind::advice) return rules::describe(rules, rules.rows(rule.when));
  // A limit says its bound as it is; an expression may be said more shortly.
  if (rules::comparison(rules, rule) != nullptr) return rules::describe_comparison(rules, rule);
  return rules::describe(rules, rules.rows(rule.require));
}

std::string whole_condition(const RuleSet& rules, const Rule& rule) {
  if (rule.kind == RuleKind::advice) return "said where " + condition(rules, rule);
  const std::string when = rules::describe(rules, rules.rows(rule.when));
  return condition(rules, rule) + (when.empty() ? "" : ", where " + when);
}

std::string message(const RuleSet& rules, const Rule& rule) {
  const rules::Node* bound = rules::comparison(rules, rule);
  return rules::fill(rules.text(rule.message), [&](std::string_view name) -> std::string {
    if (name == "allowed" && bound != nullptr) return rules::describe_bound(rules, rule);
    if (name == "allowed" && has_bounds(rule)) return rules::describe_bounds(rule);
    if (name == "needed" && bound != nullptr) name = rules.text(rules.fact(bound->fact).key);
    return fmt::format("[{}]", name);
  });
}

std::string bracketed(std::string_view text) {
  return rules::fill(text, [](std::string_view name) { return fmt::format("[{}]", name); });
}

std::string value(const RuleSet& rules, FactId fact, const Interval& value) {
  return rules::format_value(rules::Vocabulary(rules), rules.fact(fact), value);
}

std::string names(const RuleSet& rules, rules::Known choice, std::uint64_t set) {
  std::vector<std::string_view> all;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(rules.known(choice)).symbols))
    if ((set >> symbol.bit & 1U) != 0) all.push_back(rules.text(symbol.name));
  return join(all, ", ");
}

std::string_view type_of(const rules::FactRow& fact) {
  switch (fact.type) {
    case FactType::boolean: return "true or false";
    case FactType::choice: return "name";
    case FactType::numbers: return "list of numbers";
    case FactType::text: return "text";
    case FactType::texts: return "list of texts";
    case FactType::offering: return "offering";
    case FactType::criteria: return "list of criteria";
    case FactType::quantity: break;
  }
  switch (fact.unit) {
    case Unit::count: return "number";
    case Unit::bytes: return "bytes";
    case Unit::duration: return "duration";
    case Unit::vcpu: return "vCPU";
    case Unit::rate: return "rate";
    case Unit::percent: return "percent";
    case Unit::money: return "money";
    case Unit::bandwidth: return "bandwidth";
    case Unit::price: return "price";
  }
  return "";
}

std::string dates(const RuleSet& rules, const rules::Source& source) {
  const std::string_view as_of = rules.text(source.as_of);
  return fmt::format("{}{}, checked {}", as_of == "undated" ? "" : "as of ", as_of,
                     rules.text(source.checked));
}

std::string source(const RuleSet& rules, std::uint16_t source) {
  const rules::Source& row = rules.rows<rules::Source>()[source];
  std::string_view title = rules.text(row.title);
  const std::string_view url = rules.text(row.url);
  constexpr std::string_view scheme = "https://";
  if (title.empty()) title = url.substr(scheme.size(), url.find('/', scheme.size()) - scheme.size());
  return fmt::format("{}, {}", link_to(title, url), dates(rules, row));
}

std::string_view one_name(const RuleSet& rules, const rules::Node& comparison, bool inside) {
  for (const rules::Symbol& symbol : rules.rows(rules.fact(comparison.fact).symbols))
    if (((comparison.bound >> symbol.bit & 1) != 0) == inside) return rules.text(symbol.name);
  return {};
}

}  // namespace placer::reference
