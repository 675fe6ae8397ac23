// Derived facts: how each is worked out, and for which offerings.
#include "base/text.hpp"
#include "reference/pages.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"

#include <fmt/core.h>

namespace placer::reference {
namespace {

using rules::Derived;
using rules::DerivedOp;
using rules::RuleSet;
using rules::Term;

/// A constant of a product has lost its unit; those of the others have the result's.
std::string term_text(const RuleSet& rules, const Derived& derived, const Term& term) {
  if (term.fact != no_fact) return std::string(rules.text(rules.fact(term.fact).key));
  const bool plain_number = derived.op == DerivedOp::product || derived.op == DerivedOp::ceil_divide;
  return format_quantity(term.constant, plain_number ? Unit::count : rules.fact(derived.fact).unit);
}

std::string lookup_text(const RuleSet& rules, const Derived& derived) {
  std::vector<std::string> cases;
  unsigned bit = 0;
  for (const Term& term : rules.rows(derived.terms))
    cases.push_back(
        fmt::format("{} {}", rules.symbol(derived.lookup, bit++), term_text(rules, derived, term)));
  return fmt::format("by {}: {}", rules.text(rules.fact(derived.lookup).key), join(cases, ", "));
}

std::string operation(const RuleSet& rules, const Derived& derived) {
  std::vector<std::string> terms;
  for (const Term& term : rules.rows(derived.terms)) terms.push_back(term_text(rules, derived, term));
  switch (derived.op) {
    case DerivedOp::sum: return join(terms, " + ");
    case DerivedOp::product: return join(terms, " x ") + (derived.divisor == 1 ? "" : ", scaled to its unit");
    case DerivedOp::smallest: return "the smallest of " + join(terms, ", ");
    case DerivedOp::ceil_divide: return join(terms, " / ") + ", rounded up";
    case DerivedOp::largest: return "the largest of " + join(terms, ", ");
    case DerivedOp::first_known: return "the first that is known of " + join(terms, ", ");
    case DerivedOp::first_stated: return "the first that is stated of " + join(terms, ", ");
    case DerivedOp::excess: return join(terms, " beyond ");
    case DerivedOp::between: return "between " + join(terms, " and ");
    case DerivedOp::complement: return "100% - " + join(terms, "");
    case DerivedOp::lookup: return lookup_text(rules, derived);
  }
  return {};
}

std::string where(const RuleSet& rules, const Derived& derived) {
  std::vector<std::string_view> names;
  const auto offerings = rules.rows<rules::Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit)
    if ((derived.offerings >> bit & 1U) != 0) names.push_back(rules.text(offerings[bit].full_id));
  return names.size() == offerings.size() ? "all" : join(names, ", ");
}

}  // namespace

std::string formula(const RuleSet& rules, const Derived& derived) {
  const std::string when = rules::describe(rules, rules.rows(derived.when));
  return operation(rules, derived) + (when.empty() ? "" : ", where " + when);
}

void add_derived(const RuleSet& rules, Page& page) {
  std::vector<Row> rows{{"Name", "Meaning", "Type", "Offerings", "Worked out as"}};
  for (const Derived& derived : rules.rows<Derived>()) {
    const rules::FactRow& fact = rules.fact(derived.fact);
    rows.push_back({code(rules.text(fact.key)), plain(rules.text(fact.summary)), std::string(type_of(fact)),
                    where(rules, derived), plain(formula(rules, derived))});
  }
  page.heading(2, "Derived facts");
  page.paragraph("Of several entries of one name, the first that applies counts.");
  page.table(std::move(rows));
}

}  // namespace placer::reference
