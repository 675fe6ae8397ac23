// A list of words for each kind of value, of which those are kept that begin as what is written.
#include "cli/complete_values.hpp"

#include "base/text.hpp"
#include "engine/judge.hpp"
#include "importers/importer.hpp"
#include "reference/explain.hpp"
#include "reference/pages.hpp"
#include "rules/rule_set.hpp"
#include "schema/schema.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace placer::cli {
namespace {

using List = std::vector<Completion::Word>;
using rules::RuleSet;

void add(List& list, std::string_view word, std::string_view description = {}) {
  list.push_back({std::string(word), std::string(description)});
}

template <class Names>
List list_of(const Names& names) {
  List list;
  for (const std::string_view name : names) add(list, name);
  return list;
}

List list_of_words(std::string_view words) {
  List list;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    add(list, words.substr(begin, end - begin));
    begin = end + 1;
  }
  return list;
}

List places(const RuleSet& rules) {
  List list;
  for (const rules::Platform& platform : rules.rows<rules::Platform>())
    add(list, rules.text(platform.id), rules.text(platform.name));
  for (const rules::Offering& offering : rules.rows<rules::Offering>())
    add(list, rules.text(offering.full_id), rules.text(offering.summary));
  return list;
}

/// FACT=, and behind it the names that a choice has.
List settings(const RuleSet& rules, std::string_view begun) {
  List list;
  const std::size_t equals = begun.find('=');
  for (const rules::FactRow& fact : rules.rows<rules::FactRow>()) {
    if (fact.kind != rules::FactKind::vocabulary) continue;
    const std::string_view key = rules.text(fact.key);
    if (equals == std::string_view::npos) {
      add(list, fmt::format("{}=", key), rules.text(fact.summary));
    } else if (begun.substr(0, equals) == key) {
      for (const rules::Symbol& symbol : rules.rows(fact.symbols))
        add(list, fmt::format("{}={}", key, rules.text(symbol.name)), rules.text(symbol.summary));
      if (&fact == &rules.fact(rules.known(rules::Known::target)))
        for (const Completion::Word& place : places(rules))
          add(list, fmt::format("{}={}", key, place.word), place.description);
      if (fact.type == rules::FactType::boolean)
        for (const char* word : {"true", "false"}) add(list, fmt::format("{}={}", key, word));
    }
  }
  return list;
}

List priorities(const RuleSet& rules, std::string_view begun) {
  List list;
  for (const rules::Criterion& criterion : rules.rows<rules::Criterion>())
    for (const std::string_view name : {rules.text(criterion.id), rules.text(criterion.alias)}) {
      if (name.empty()) continue;
      add(list, name, rules.text(criterion.title));
      if (begun.starts_with(name))
        for (const char* level : {"high", "low"}) add(list, fmt::format("{}={}", name, level));
    }
  return list;
}

List prices(const RuleSet& rules) {
  List list;
  for (const rules::Price& price : rules.rows<rules::Price>())
    add(list, fmt::format("{}=", rules.text(price.id)), rules.text(price.title));
  return list;
}

List rules_by_id(const RuleSet& rules) {
  List list;
  for (const rules::Rule& rule : rules.rows<rules::Rule>())
    add(list, rules.text(rule.id), engine::describe_rule(rules, rule).kind);
  return list;
}

/// What depends on no rules; nullopt of what does.
std::optional<List> fixed_words(const Asked& asked) {
  List list;
  switch (asked.option.takes) {
    case Takes::words: return list_of_words(asked.option.words);
    case Takes::rule_sets: return list_of(rules::builtin_names());
    case Takes::schemas: return list_of(schema::schema_names());
    case Takes::pages: return list_of(reference::page_names());
    case Takes::formats:
      for (const Format& format : formats_of(asked.set)) add(list, format.id, format.summary);
      return list;
    case Takes::importers:
      for (const importers::Importer* importer : importers::all()) add(list, importer->id());
      return list;
    case Takes::nothing:
    case Takes::text:
    case Takes::file:
    case Takes::directory: return list;
    default: return std::nullopt;
  }
}

List words_of_rules(Takes takes, const RuleSet& rules, std::string_view begun) {
  switch (takes) {
    case Takes::places: return places(rules);
    case Takes::settings: return settings(rules, begun);
    case Takes::priorities: return priorities(rules, begun);
    case Takes::prices: return prices(rules);
    case Takes::rules: return rules_by_id(rules);
    case Takes::names: return list_of(reference::all_ids(rules));
    default: return {};
  }
}

/// The rules that options and the project file ask for, else the built-in ones. What is wrong with them is
/// for another command to say.
std::optional<Placer> open_rules(const Asked& asked, Environment& environment) {
  Environment quiet{environment.reader, {}, {}};
  quiet.directory = environment.directory;
  int exit = exit_ok;
  if (std::optional<Session> session = open_session(asked.set, asked.rules, quiet, exit))
    return std::move(session->placer);
  return Placer::builtin(rules::builtin_names().front());
}

}  // namespace

Completion values(const Asked& asked, std::string_view head, std::string_view begun,
                  Environment& environment) {
  const Option& option = asked.option;
  Completion result;
  std::string prefix(head);
  const std::size_t equals = begun.find('=');
  if (option.takes == Takes::formats && asked.set.renderers != nullptr && equals != std::string_view::npos) {
    result.files = true;
    result.prefix = prefix.append(begun.substr(0, equals + 1));
    return result;
  }
  result.files = option.takes == Takes::file;
  result.directories = option.takes == Takes::directory;
  result.prefix = prefix;
  if (option.list) {
    const std::size_t begin = begun.rfind(',') + 1;  // 0 where there is no comma
    prefix.append(begun.substr(0, begin));
    begun.remove_prefix(begin);
  }
  std::optional<List> list = fixed_words(asked);
  // Texts of rules end with them: what is kept is copied.
  if (!list) list = words_of_rules(option.takes, open_rules(asked, environment)->rules(), begun);
  for (Completion::Word& word : *list)
    if (word.word.starts_with(begun))
      result.words.push_back({prefix + word.word, std::move(word.description)});
  std::sort(result.words.begin(), result.words.end(),
            [](const auto& a, const auto& b) { return a.word < b.word; });
  const auto same = [](const auto& a, const auto& b) { return a.word == b.word; };
  result.words.erase(std::unique(result.words.begin(), result.words.end(), same), result.words.end());
  return result;
}

}  // namespace placer::cli
