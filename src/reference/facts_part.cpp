// The vocabulary by its sections: what can be stated, and how.
#include "base/text.hpp"
#include "reference/explain.hpp"
#include "reference/pages.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::reference {
namespace {

using rules::FactKind;
using rules::FactRow;
using rules::FactType;
using rules::RuleSet;
using rules::Symbol;
using rules::Word;

/// "Where it may go" is "placement" in the rule files.
std::string title_of(std::string_view section) {
  std::string title(section);
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

std::string importance(const RuleSet& rules, const FactRow& fact) {
  if (fact.core) return "core";
  if (fact.unasked) return "unasked";
  const std::string when = rules::describe(rules, rules.rows(fact.core_when));
  if (when.empty()) return "special";
  std::string text = fmt::format("core if {}", when);
  if (fact.core_or != no_fact)
    text += fmt::format(" and {} is unknown", rules.text(rules.fact(fact.core_or).key));
  return plain(text);
}

/// The words that stand for one of the names, without the name itself.
std::vector<std::string> aliases(const RuleSet& rules, const FactRow& fact, const Symbol& symbol) {
  std::vector<std::string> names;
  for (const Word& word : rules.rows(fact.words))
    if (word.value.low == std::int64_t{1} << symbol.bit &&
        rules.text(word.text) != to_lower(rules.text(symbol.name)))
      names.push_back(code(rules.text(word.text)));
  return names;
}

std::string type_and_words(const RuleSet& rules, const FactRow& fact) {
  std::string text(fact.many && fact.type == FactType::choice ? "names" : type_of(fact));
  std::vector<std::string> words;
  for (const Word& word : rules.rows(fact.words))
    if (fact.type != FactType::choice || (word.value.low & (word.value.low - 1)) != 0)
      words.push_back(code(rules.text(word.text)));
  return words.empty() ? text : fmt::format("{}, or {}", text, join(words, ", "));
}

void add_section(const RuleSet& rules, std::string_view section, Page& page) {
  std::vector<Row> rows{{"Fact", "Meaning", "Type", "Importance", "Usually", "Also written", "Example"}};
  for (const FactRow& fact : rules.rows<FactRow>()) {
    if (fact.kind != FactKind::vocabulary || rules.text(fact.section) != section) continue;
    std::vector<std::string> also;
    for (const rules::TextRef alias : rules.rows(fact.aliases)) also.push_back(code(rules.text(alias)));
    rows.push_back({code(rules.text(fact.key)), plain(rules.text(fact.summary)), type_and_words(rules, fact),
                    importance(rules, fact), plain(rules.text(fact.usual_text)), join(also, ", "),
                    code(rules.text(fact.how))});
  }
  page.heading(2, title_of(section));
  page.table(std::move(rows));
}

void add_names(const RuleSet& rules, std::string_view section, Page& page) {
  for (const FactRow& fact : rules.rows<FactRow>()) {
    if (fact.kind != FactKind::vocabulary || fact.type != FactType::choice ||
        rules.text(fact.section) != section)
      continue;
    page.heading(3, "Names of " + code(rules.text(fact.key)));
    add_names_of(rules, fact, page);
  }
}

void add_groups(const RuleSet& rules, Page& page) {
  std::vector<Row> rows{{"Key", "Meaning", "A plain value is tried as"}};
  for (const rules::Group& group : rules.rows<rules::Group>()) {
    std::vector<std::string> scalars;
    for (const std::uint16_t fact : rules.rows(group.scalars))
      scalars.push_back(code(rules.text(rules.fact(fact).key)));
    rows.push_back({code(rules.text(group.key)), plain(rules.text(group.summary)), join(scalars, ", ")});
  }
  page.heading(2, "Keys that hold several facts");
  page.table(std::move(rows));
}

}  // namespace

void add_names_of(const RuleSet& rules, const FactRow& fact, Page& page) {
  std::vector<Row> rows{{"Name", "Meaning", "Also written"}};
  for (const Symbol& symbol : rules.rows(fact.symbols))
    rows.push_back({code(rules.text(symbol.name)), plain(rules.text(symbol.summary)),
                    join(aliases(rules, fact, symbol), ", ")});
  page.table(std::move(rows));
}

void add_facts(const RuleSet& rules, Page& page) {
  std::vector<std::string_view> sections;
  for (const FactRow& fact : rules.rows<FactRow>())
    if (const std::string_view section = rules.text(fact.section);
        fact.kind == FactKind::vocabulary &&
        std::find(sections.begin(), sections.end(), section) == sections.end())
      sections.push_back(section);
  for (const std::string_view section : sections) {
    add_section(rules, section, page);
    add_names(rules, section, page);
  }
  add_groups(rules, page);
  for (const auto& [kind, title] : {std::pair(FactKind::property, "Properties of offerings"),
                                    std::pair(FactKind::computed, "Worked out by the engine")}) {
    std::vector<Row> rows{{"Name", "Meaning", "Type"}};
    for (const FactRow& fact : rules.rows<FactRow>())
      if (fact.kind == kind)
        rows.push_back(
            {code(rules.text(fact.key)), plain(rules.text(fact.summary)), std::string(type_of(fact))});
    page.heading(2, title);
    page.table(std::move(rows));
  }
}

}  // namespace placer::reference
