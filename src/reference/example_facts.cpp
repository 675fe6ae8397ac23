// Values of quantities go together where their ranges meet, texts where one of them serves both, and names of
// a choice as a list.
#include "reference/example_facts.hpp"

#include "base/text.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::reference {
namespace {

using rules::RuleSet;

/// So many ports.
std::optional<Stated> listed(FactId fact, std::int64_t length) {
  constexpr int first = 8080, most = 4;
  if (length < 0 || length > most) return std::nullopt;
  std::vector<std::string> items;
  items.reserve(static_cast<std::size_t>(length));
  for (int i = 0; i < length; ++i) items.push_back(std::to_string(first + i));
  return said(fact, {fmt::format("[{}]", join(items, ", "))}, Said::Kind::text);
}

/// Whether one value does for both, which the first then has.
bool combine(Said& one, const Said& other) {
  if (one.kind != other.kind) return false;
  switch (one.kind) {
    case Said::Kind::silence: return true;
    case Said::Kind::quantity:
      one.range = {std::max(one.range.low, other.range.low), std::min(one.range.high, other.range.high)};
      if (one.range.low > one.range.high) return false;
      one.value = std::clamp(one.value, one.range.low, one.range.high);
      return true;
    case Said::Kind::text:
      std::erase_if(one.texts, [&](const std::string& text) {
        return std::find(other.texts.begin(), other.texts.end(), text) == other.texts.end();
      });
      return !one.texts.empty();
    case Said::Kind::name:
      for (const std::string& name : other.texts)
        if (std::find(one.texts.begin(), one.texts.end(), name) == one.texts.end()) one.texts.push_back(name);
      return true;
  }
  return false;
}

}  // namespace

std::optional<Stated> stated(const RuleSet& rules, FactId fact, std::int64_t value, Interval range) {
  const rules::FactRow& row = rules.fact(fact);
  if (row.type == rules::FactType::numbers) return listed(fact, value);
  if (value < row.range.low || value > row.range.high || value == unbounded) return std::nullopt;
  return Stated{{fact, {{}, range, value, Said::Kind::quantity}}};
}

std::optional<Stated> stated(const RuleSet& rules, FactId fact, std::int64_t value) {
  return stated(rules, fact, value, {value, value});
}

std::optional<Stated> said(FactId fact, std::vector<std::string> texts, Said::Kind kind) {
  if (texts.empty() || texts.front().empty()) return std::nullopt;
  return Stated{{fact, {std::move(texts), {}, 0, kind}}};
}

bool add(const Stated& more, Stated& all) {
  for (const auto& [fact, value] : more)
    if (const auto [there, added] = all.emplace(fact, value); !added && !combine(there->second, value))
      return false;
  return true;
}

std::optional<Stated> together(std::span<const Ways> parts, std::optional<Stated> Ways::*way) {
  Stated all;
  for (const Ways& part : parts)
    if (!(part.*way) || !add(*(part.*way), all)) return std::nullopt;
  return all;
}

std::optional<Stated> either(std::span<const Ways> parts, std::optional<Stated> Ways::*way) {
  std::optional<Stated> silent;
  for (const Ways& part : parts) {
    const std::optional<Stated>& one = part.*way;
    if (one && !is_silent(*one)) return one;
    if (one && !silent) silent = one;
  }
  return silent;
}

bool is_silent(const Stated& stated) {
  return std::all_of(stated.begin(), stated.end(),
                     [](const auto& one) { return one.second.kind == Said::Kind::silence; });
}

std::string text(const RuleSet& rules, const Stated& stated) {
  std::vector<std::string> lines;
  for (const auto& [id, said] : stated) {
    const rules::FactRow& fact = rules.fact(id);
    std::string value;
    switch (said.kind) {
      case Said::Kind::silence: continue;
      case Said::Kind::quantity:
        value = rules::format_value(rules::Vocabulary(rules), fact, {said.value, said.value});
        break;
      case Said::Kind::text: value = said.texts.front(); break;
      case Said::Kind::name:
        if (said.texts.size() > 1 && !fact.many) return {};  // one of them only
        value = said.texts.size() > 1 ? fmt::format("[{}]", join(said.texts, ", ")) : said.texts.front();
    }
    lines.push_back(fmt::format("{}: {}", rules.text(fact.key), value));
  }
  return join(lines, ", ");
}

}  // namespace placer::reference
