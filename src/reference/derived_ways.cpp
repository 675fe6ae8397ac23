// Entries of a derived fact stand in order, and the first that applies counts: those before the one that is
// turned round must not apply. All terms of that one but one are set to a value, and the rest is solved for.
#include "reference/derived_ways.hpp"

#include "rules/literal.hpp"
#include "rules/terms.hpp"

#include <algorithm>
#include <utility>

namespace placer::reference {
namespace {

using rules::ceil_divide;
using rules::Derived;
using rules::DerivedOp;
using rules::RuleSet;
using rules::saturate;
using rules::Term;
using rules::Wide;

/// What a term is set to: a constant, what is stated of the fact already, or the fact's example.
std::optional<std::int64_t> set_value(const RuleSet& rules, const Term& term, Stated& all) {
  if (term.fact == no_fact) return term.constant.is_point() ? std::optional(term.constant.low) : std::nullopt;
  if (const auto there = all.find(term.fact); there != all.end()) {
    Said& said = there->second;
    if (said.kind != Said::Kind::quantity) return std::nullopt;
    said.range = {said.value, said.value};
    return said.value;
  }
  const rules::FactRow& fact = rules.fact(term.fact);
  if (fact.kind != rules::FactKind::vocabulary || fact.type != rules::FactType::quantity) return std::nullopt;
  QuantityError error;
  const auto example = rules::parse_literal(rules::Vocabulary(rules), fact, rules.text(fact.example), error);
  if (!example || !example->is_point()) return std::nullopt;
  if (const auto one = stated(rules, term.fact, example->low)) add(*one, all);
  return example->low;
}

/// What one term may be, so that the whole lies in the range, with what the others are set to. An end that is
/// open stays open.
std::optional<Interval> solve(const Derived& derived, std::size_t index, Interval range,
                              const std::vector<std::int64_t>& others) {
  const bool open = range.high == unbounded;
  Wide low = range.low, high = range.high;
  switch (derived.op) {
    case DerivedOp::first_known:
    case DerivedOp::first_stated: break;
    case DerivedOp::sum:
      for (const std::int64_t other : others) low -= other, high -= other;
      break;
    case DerivedOp::product: {
      Wide factor = 1;
      for (const std::int64_t other : others) {
        if (other <= 0 || factor > Wide{unbounded} / other) return std::nullopt;
        factor *= other;
      }
      low = ceil_divide(low * derived.divisor, factor), high = high * derived.divisor / factor;
      break;
    }
    case DerivedOp::ceil_divide: {
      const Wide other = others.front();
      if (other <= 0) return std::nullopt;
      if (index == 0) {  // over it: more than (low - 1) times, and at most high times
        low = low == 0 ? 0 : (low - 1) * other + 1;
        high *= other;
      } else {  // under it, where a larger value makes less
        const Wide least = high == 0 ? Wide{unbounded} : ceil_divide(other, high);
        high = low <= 1 ? Wide{unbounded} : ceil_divide(other, low - 1) - 1;
        low = open ? Wide{1} : least;
        if (low > high) return std::nullopt;
        return Interval{saturate(low), saturate(high)};
      }
      break;
    }
    default: return std::nullopt;
  }
  low = std::max<Wide>(low, 0);
  if (open) high = unbounded;
  if (low > high) return std::nullopt;
  return Interval{saturate(low), saturate(high)};
}

/// Turns one entry round. The last fact is solved for, so that what stands first keeps its example.
std::optional<Stated> turned(const RuleSet& rules, const Derived& derived, Interval range, Stated all) {
  const auto terms = rules.rows(derived.terms);
  const bool first = derived.op == DerivedOp::first_known || derived.op == DerivedOp::first_stated;
  std::size_t index = first ? 0 : terms.size() - 1;
  while (index > 0 && terms[index].fact == no_fact) --index;
  const FactId fact = terms[index].fact;
  if (fact == no_fact || rules.fact(fact).kind != rules::FactKind::vocabulary ||
      rules.fact(fact).type != rules::FactType::quantity)
    return std::nullopt;
  std::vector<std::int64_t> others;
  for (std::size_t i = 0; i < terms.size() && !first; ++i) {
    if (i == index) continue;
    if (terms[i].fact == fact) return std::nullopt;
    const auto value = set_value(rules, terms[i], all);
    if (!value) return std::nullopt;
    others.push_back(*value);
  }
  const auto values = solve(derived, index, range, others);
  if (!values) return std::nullopt;
  const auto solved = stated(
      rules, fact, values->low <= 1 && values->high != unbounded ? values->high : values->low, *values);
  if (!solved || !add(*solved, all)) return std::nullopt;
  return all;
}

}  // namespace

std::optional<Stated> facts_within(const RuleSet& rules, FactId derived, rules::OfferingMask offerings,
                                   Interval range, const WaysOf& ways_of) {
  Stated before;
  for (const Derived& entry : rules.rows<Derived>()) {
    if (entry.fact != derived || (entry.offerings & offerings) == 0) continue;
    if ((entry.offerings & offerings) != offerings) return std::nullopt;
    const Ways applies = ways_of(entry.when);
    if (Stated all = before; applies.yes && add(*applies.yes, all))
      if (auto found = turned(rules, entry, range, std::move(all))) return found;
    if (!applies.no || !add(*applies.no, before)) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace placer::reference
