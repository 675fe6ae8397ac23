// Works out properties and derived facts of one offering. All operations are monotone, so the ends of
// intervals can be computed apart; results are rounded outwards and stay within 64 bits.
#include "rules/terms.hpp"

#include <algorithm>
#include <bit>

namespace placer::rules {
namespace {

/// A product over a divisor, rounded outwards.
Interval quotient(std::span<const Term> terms, std::int64_t divisor, std::span<const Slot> slots) {
  const WideInterval whole = product(terms, slots);
  return {saturate(whole.low / divisor), whole.open ? unbounded : saturate(ceil_divide(whole.high, divisor))};
}

Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Interval lookup(const RuleSet& rules, const Derived& derived, const Slot& choice) {
  const auto terms = rules.rows(derived.terms);
  Interval result{unbounded, 0};
  for (std::size_t bit = 0; bit < terms.size(); ++bit)
    if (!choice.known || (choice.value.low >> bit & 1) != 0) result = hull(result, terms[bit].constant);
  return result;
}

/// Whether a term ends the search of first_known or first_stated.
bool counts(const Input& value, DerivedOp op) {
  return value.known && !(op == DerivedOp::first_stated && value.presumed);
}

Interval compute(const RuleSet& rules, const Derived& derived, std::span<const Slot> slots) {
  const auto terms = rules.rows(derived.terms);
  switch (derived.op) {
    case DerivedOp::lookup: return lookup(rules, derived, slots[derived.lookup]);
    case DerivedOp::product: return quotient(terms, derived.divisor, slots);
    case DerivedOp::complement: {
      const Interval value = input(terms[0], slots).value;
      return {saturate(Wide{1'000'000} - value.high), saturate(Wide{1'000'000} - value.low)};
    }
    case DerivedOp::excess: {
      const Interval of = input(terms[0], slots).value, above = input(terms[1], slots).value;
      const auto beyond = [](std::int64_t one, std::int64_t other) {
        return one == unbounded ? unbounded : std::max<std::int64_t>(one - other, 0);
      };
      return {beyond(of.low, above.high), beyond(of.high, above.low)};
    }
    case DerivedOp::ceil_divide: {
      const Interval over = input(terms[0], slots).value, under = input(terms[1], slots).value;
      const std::int64_t low =
          under.high == 0 || under.high == unbounded ? 0 : saturate(ceil_divide(over.low, under.high));
      return {low, under.low == 0 || over.high == unbounded ? unbounded
                                                            : saturate(ceil_divide(over.high, under.low))};
    }
    case DerivedOp::first_known:
    case DerivedOp::first_stated:
      for (const Term& term : terms)
        if (const Input value = input(term, slots); counts(value, derived.op)) return value.value;
      return {0, unbounded};
    case DerivedOp::smallest: {
      Interval least{unbounded, unbounded};
      for (const Term& term : terms) {
        const Interval value = input(term, slots).value;
        least = {std::min(least.low, value.low), std::min(least.high, value.high)};
      }
      return least;
    }
    case DerivedOp::sum:
    case DerivedOp::largest: break;
  }
  Wide low = 0, high = 0;
  for (const Term& term : terms) {
    const Interval value = input(term, slots).value;
    low = derived.op == DerivedOp::sum ? low + value.low : std::max<Wide>(low, value.low);
    high = derived.op == DerivedOp::sum ? high + value.high : std::max<Wide>(high, value.high);
  }
  return {saturate(low), saturate(high)};
}

/// What would make the result more exact: the terms that are no single value.
FactSet needs_of(const RuleSet& rules, const Derived& derived, std::span<const Slot> slots) {
  FactSet needs;
  if (derived.op == DerivedOp::lookup) {
    const Slot& choice = slots[derived.lookup];
    return choice.known && std::has_single_bit(static_cast<std::uint64_t>(choice.value.low)) ? needs
                                                                                             : choice.needs;
  }
  for (const Term& term : rules.rows(derived.terms)) {
    const Input value = input(term, slots);
    const bool first = derived.op == DerivedOp::first_known || derived.op == DerivedOp::first_stated;
    if (first && value.presumed) continue;  // what is presumed is no question
    if (!value.known || !value.value.is_point()) needs |= value.needs;
    if (first && counts(value, derived.op)) break;
  }
  return needs;
}

/// Works out the derived facts that are wanted, by their ids.
template <class Wanted>
void derive_if(const RuleSet& rules, unsigned offering, std::span<Slot> slots, Wanted is_wanted) {
  const auto facts = rules.rows<FactRow>();
  for (std::size_t id = 0; id < facts.size(); ++id)
    if (facts[id].kind == FactKind::derived && is_wanted(id)) slots[id] = Slot{};
  FactId current = no_fact;
  bool begun = false;    // an entry that may apply has been found
  bool settled = false;  // an entry that certainly applies has been found
  for (const Derived& derived : rules.rows<Derived>()) {
    if ((derived.offerings >> offering & 1U) == 0 || !is_wanted(derived.fact)) continue;
    if (derived.fact != current) {
      current = derived.fact;
      begun = settled = false;
    }
    if (settled) continue;
    const Result when = evaluate(rules, rules.rows(derived.when), slots);
    if (when.truth == Truth::no) continue;
    Slot& slot = slots[current];
    const Interval value = compute(rules, derived, slots);
    slot.value = begun ? hull(slot.value, value) : value;
    begun = true;
    slot.needs |= needs_of(rules, derived, slots);
    slot.needs |= when.needs;
    slot.known = !(slot.value.low == 0 && slot.value.high == unbounded);
    settled = when.truth == Truth::yes;
  }
}

}  // namespace

void set_properties(const RuleSet& rules, unsigned offering, std::span<Slot> slots) {
  const auto facts = rules.rows<FactRow>();
  for (std::size_t id = 0; id < facts.size(); ++id)
    if (facts[id].kind == FactKind::property) slots[id] = Slot{};
  for (const Property& property : rules.rows<Property>())
    if ((property.offerings >> offering & 1U) != 0) {
      slots[property.fact].value = property.value;
      slots[property.fact].known = true;
    }
}

void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots) {
  derive_if(rules, offering, slots, [](std::size_t) { return true; });
}

void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots, const std::vector<bool>& only) {
  derive_if(rules, offering, slots, [&](std::size_t id) { return only[id]; });
}

}  // namespace placer::rules
