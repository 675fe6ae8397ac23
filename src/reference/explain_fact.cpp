// A fact in full: what it means, what it can be, how it is declared or worked out, and what uses it. Criteria
// too, since they read facts.
#include "base/text.hpp"
#include "reference/explain.hpp"
#include "reference/pages.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"
#include "rules/domain.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::reference {
namespace {

using rules::Criterion;
using rules::Derived;
using rules::FactKind;
using rules::FactRow;
using rules::FactType;
using rules::Node;
using rules::Rule;
using rules::RuleSet;

std::string_view describe(FactKind kind) {
  switch (kind) {
    case FactKind::vocabulary: return "fact";
    case FactKind::property: return "property of offerings";
    case FactKind::computed: return "worked out by the engine";
    case FactKind::derived: return "derived fact";
  }
  return {};
}

std::string importance(const RuleSet& rules, const FactRow& fact) {
  if (fact.core) return "core: asked for when it is missing";
  if (fact.unasked) return "unasked: stays unknown when nobody states it, and is no question";
  std::string text = fact.has_usual ? "special: takes its usual value when nobody states it"
                                    : "special: stays unknown when nobody states it";
  if (!fact.core_when.empty()) {
    text += fmt::format("; core where {}", rules::describe(rules, rules.rows(fact.core_when)));
    if (fact.core_or != no_fact)
      text += fmt::format(" and {} is unknown", rules.text(rules.fact(fact.core_or).key));
  }
  return text;
}

std::string usual(const RuleSet& rules, FactId id) {
  const FactRow& fact = rules.fact(id);
  if (!fact.has_usual) return {};
  const bool has_value =
      fact.type == FactType::quantity || fact.type == FactType::boolean || fact.type == FactType::choice;
  const std::string text(rules.text(fact.usual_text));
  return has_value ? fmt::format("{} ({})", value(rules, id, fact.usual), text) : text;
}

/// How many times another fact it is, and where.
std::string multiples(const RuleSet& rules, FactId id) {
  std::vector<std::string> all;
  for (const rules::Multiple& row : rules.rows<rules::Multiple>()) {
    if (row.fact != id) continue;
    const std::int64_t name = std::int64_t{1} << row.bit;
    const std::string times = row.times.high == unbounded
                                  ? fmt::format("at least {}", row.times.low)
                                  : fmt::format("{} to {}", row.times.low, row.times.high);
    all.push_back(fmt::format("{} times {} where {} is {}", times, rules.text(rules.fact(row.of).key),
                              rules.text(rules.fact(row.by).key), value(rules, row.by, {name, name})));
  }
  return join(all, "; ");
}

std::string names(const RuleSet& rules, const FactRow& fact) {
  std::vector<std::string_view> all;
  for (const rules::Symbol& symbol : rules.rows(fact.symbols)) all.push_back(rules.text(symbol.name));
  return join(all, ", ");
}

std::string words(const RuleSet& rules, FactId id) {
  std::vector<std::string> all;
  if (rules.fact(id).type == FactType::choice) return {};  // their words are other spellings of the names
  for (const rules::Word& word : rules.rows(rules.fact(id).words))
    all.push_back(fmt::format("{} for {}", rules.text(word.text), value(rules, id, word.value)));
  return join(all, ", ");
}

bool uses(const RuleSet& rules, rules::Range<Node> nodes, FactId fact) {
  const auto range = rules.rows(nodes);
  return std::any_of(range.begin(), range.end(),
                     [&](const Node& node) { return rules::is_leaf(node) && node.fact == fact; });
}

/// Rules that look at the fact, itself or through derived facts.
std::vector<std::string_view> rules_that_use(const RuleSet& rules, FactId fact, rules::OfferingMask on) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rows<Rule>()) {
    if ((rule.offerings & on) == 0) continue;
    const std::vector<FactId> facts = rules::facts_of(rules, rule);
    if (std::find(facts.begin(), facts.end(), fact) != facts.end() || uses(rules, rule.when, fact) ||
        uses(rules, rule.require, fact))
      ids.push_back(rules.text(rule.id));
  }
  return ids;
}

std::vector<std::string_view> derived_that_use(const RuleSet& rules, FactId fact) {
  std::vector<std::string_view> keys;
  for (const Derived& derived : rules.rows<Derived>()) {
    const auto terms = rules.rows(derived.terms);
    const bool in_terms =
        std::any_of(terms.begin(), terms.end(), [&](const rules::Term& term) { return term.fact == fact; });
    const std::string_view key = rules.text(rules.fact(derived.fact).key);
    if ((in_terms || derived.lookup == fact || uses(rules, derived.when, fact)) &&
        std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(key);
  }
  return keys;
}

std::vector<std::string_view> criteria_that_use(const RuleSet& rules, FactId fact) {
  std::vector<std::string_view> ids;
  for (const Criterion& criterion : rules.rows<Criterion>())
    if (criterion.of == fact) ids.push_back(rules.text(criterion.id));
  return ids;
}

/// What each offering has of a property.
void add_values(const RuleSet& rules, FactId fact, rules::OfferingMask on, Page& page) {
  std::vector<Row> rows{{"Offering", "Value", "Note", "Source"}};
  const auto offerings = rules.rows<rules::Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit)
    for (const rules::Property& property : rules.rows<rules::Property>())
      if (property.fact == fact && ((property.offerings & on) >> bit & 1U) != 0)
        rows.push_back(
            {code(rules.text(offerings[bit].full_id)), code(value(rules, fact, property.value)),
             plain(rules.text(property.note)),
             fact == rules.known(rules::Known::settledness) ? "its status" : source(rules, property.source)});
  page.table(std::move(rows));
}

/// Whether its names are more than names.
bool has_meanings(const RuleSet& rules, const FactRow& fact) {
  const auto symbols = rules.rows(fact.symbols);
  return std::any_of(symbols.begin(), symbols.end(),
                     [](const rules::Symbol& symbol) { return symbol.summary.size > 0; });
}

std::string describe_curve(const RuleSet& rules, const Criterion& criterion) {
  std::vector<std::string> points;
  for (const rules::Point& point : rules.rows(criterion.curve))
    points.push_back(fmt::format("{} at {}", format_quantity(point.y, Unit::vcpu),
                                 value(rules, criterion.of, {point.x, point.x})));
  return join(points, ", ");
}

}  // namespace

void explain_fact(const RuleSet& rules, FactId id, rules::OfferingMask on, Page& page) {
  const FactRow& fact = rules.fact(id);
  page.heading(1, fmt::format("{} ({})", code(rules.text(fact.key)), describe(fact.kind)));
  page.paragraph(plain(rules.text(fact.summary)) + '.');
  std::vector<Row> fields;
  const auto add = [&](std::string_view label, std::string_view text) {
    if (!text.empty()) fields.push_back({std::string(label), plain(text)});
  };
  add("type", fact.many && fact.type == FactType::choice ? "one or more names" : type_of(fact));
  if (fact.kind == FactKind::vocabulary) {
    if (!has_meanings(rules, fact)) add("names", names(rules, fact));
    if (fact.range.low > 0 || fact.range.high != unbounded)
      add("range", format_quantity(fact.range, fact.unit));
    add("words", words(rules, id));
    add("importance", importance(rules, fact));
    add("usually", usual(rules, id));
    add("follows", multiples(rules, id));
    add("to declare it", rules.text(fact.how));
    std::vector<std::string_view> aliases;
    for (const rules::TextRef alias : rules.rows(fact.aliases)) aliases.push_back(rules.text(alias));
    add("also written", join(aliases, ", "));
    if (!fact.changeable) add("changes", "never proposed: it is what the workload is");
  }
  for (const Derived& derived : rules.rows<Derived>())
    if (derived.fact == id) add("worked out as", formula(rules, derived));
  add("rules", join(rules_that_use(rules, id, on), ", "));
  add("derived facts", join(derived_that_use(rules, id), ", "));
  add("criteria", join(criteria_that_use(rules, id), ", "));
  page.fields(std::move(fields));
  if (has_meanings(rules, fact)) add_names_of(rules, fact, page);
  if (fact.kind == FactKind::property) add_values(rules, id, on, page);
}

void explain_criterion(const RuleSet& rules, const Criterion& criterion, Page& page) {
  page.heading(1, fmt::format("{} (criterion)", code(rules.text(criterion.id))));
  page.paragraph(
      fmt::format("{}: {}.", plain(rules.text(criterion.title)), plain(rules.text(criterion.summary))));
  std::int32_t weights = 0;
  for (const Criterion& other : rules.rows<Criterion>()) weights += other.weight;
  page.fields({{"weight", fmt::format("{} of {}; twice as much if the workload lists it under priorities",
                                      criterion.weight, weights)},
               {"reads", code(rules.text(rules.fact(criterion.of).key))},
               {"points", plain(describe_curve(rules, criterion)) + "; between them in a straight line"}});
  std::vector<Row> rows{{"Said for it", "Where"}};
  for (const rules::Reason& reason : rules.rows(criterion.reasons)) {
    const std::string when = rules::describe(rules, rules.rows(reason.when));
    rows.push_back(
        {plain(bracketed(rules.text(reason.text))), when.empty() ? "nothing above is said" : plain(when)});
  }
  page.table(std::move(rows));
}

}  // namespace placer::reference
