#include "importers/native_help.hpp"

#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <utility>

namespace placer::importers {
namespace {

using rules::FactRow;
using rules::FactType;
using rules::RuleSet;

/// "3M" and "3M/month" as the plain number that a count is written as; "" for what is no such thing.
std::string count_help(std::string_view text) {
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) text = text.substr(0, slash);
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos || digits > 6) return {};
  const std::string_view suffix = trim(text.substr(digits));
  for (const auto& [word, zeros] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{{"k", "000"},
                                                                            {"K", "000"},
                                                                            {"M", "000000"},
                                                                            {"G", "000000000"},
                                                                            {"thousand", "000"},
                                                                            {"million", "000000"},
                                                                            {"billion", "000000000"}})
    if (suffix == word) return fmt::format("write {}{}", text.substr(0, digits), zeros);
  return {};
}

/// "write `traffic: {average: 5rps}`" for a text that is a quantity of another fact of the group; "" for
/// others.
std::string sibling_help(const RuleSet& rules, const FactRow& fact, std::string_view text) {
  const std::string_view key = rules.text(fact.key);
  const std::size_t dot = key.find('.');
  if (dot == key.npos) return {};
  const std::string_view group = key.substr(0, dot + 1);
  for (const FactRow& other : rules.rows<FactRow>()) {
    const std::string_view name = rules.text(other.key);
    if (!name.starts_with(group) || other.type != FactType::quantity || other.unit == Unit::count) continue;
    QuantityError unused;
    if (rules::parse_literal(rules::Vocabulary(rules), other, text, unused))
      return fmt::format("write `{}: {{{}: {}}}`", key.substr(0, dot), name.substr(dot + 1), text);
  }
  return {};
}

/// "write `trigger: cloud-tasks`" for a text that is a name of another choice; "" for others. A word that
/// stands for no name, or for any, says nothing of what is meant.
std::string elsewhere_help(const RuleSet& rules, const FactRow& fact, std::string_view text) {
  for (const FactRow& other : rules.rows<FactRow>()) {
    QuantityError unused;
    if (&other == &fact || other.kind != rules::FactKind::vocabulary || other.type != FactType::choice)
      continue;
    const auto value = rules::parse_literal(rules::Vocabulary(rules), other, text, unused);
    if (!value || !std::has_single_bit(static_cast<std::uint64_t>(value->low))) continue;
    const std::string_view key = rules.text(other.key);
    const std::size_t dot = key.find('.');
    if (dot == key.npos) return fmt::format("write `{}: {}`, which is what that is", key, text);
    return fmt::format("write `{}: {{{}: {}}}`, which is what that is", key.substr(0, dot),
                       key.substr(dot + 1), text);
  }
  return {};
}

bool is_maker(std::string_view text) {
  const std::string name = to_lower(text) + "-";
  return std::find(accelerator_makers.begin(), accelerator_makers.end(), name) != accelerator_makers.end();
}

}  // namespace

std::string example_of(const RuleSet& rules, const FactRow& fact) {
  return fmt::format("for example `{}`", rules.text(fact.how));
}

std::string help_for(const RuleSet& rules, const FactRow& fact, std::string_view text,
                     const QuantityError& error) {
  const bool is_count = fact.type == FactType::quantity && fact.unit == Unit::count;
  std::string help;
  if (is_count && text.find_first_of("0123456789") == 0) help = count_help(text);
  if (help.empty() && (is_count || fact.type == FactType::choice)) help = sibling_help(rules, fact, text);
  if (help.empty() && fact.type == FactType::choice && is_maker(text))
    help = fmt::format("that is a maker: name a type ({}), or write `gpu: 1` for one of any type",
                       rules.text(fact.how));
  if (help.empty()) help = error.help;
  if (help.empty() && fact.type == FactType::choice) help = elsewhere_help(rules, fact, text);
  return help.empty() ? example_of(rules, fact) : help;
}

}  // namespace placer::importers
