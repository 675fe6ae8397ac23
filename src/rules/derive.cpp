// Works out properties and derived facts of one offering. All operations are monotone, so the ends of
// intervals can be computed apart; results are rounded outwards and stay within 64 bits.
#include "rules/agenda.hpp"
#include "rules/terms.hpp"

#include <algorithm>
#include <bit>

namespace placer::rules {
namespace {

/// A product over a divisor, rounded outwards.
Interval quotient(std::span<const Term> terms, std::int64_t divisor, std::span<const Slot> slots) {
  const WideInterval whole = product(terms, slots);
  return {saturate(divide(whole.low, divisor)),
          whole.open ? unbounded : saturate(ceil_divide(whole.high, divisor))};
}

Interval lookup(const RuleSet& rules, const Derived& derived, const Slot& choice) {
  const auto terms = rules.rows(derived.terms);
  Interval result{unbounded, 0};
  for (std::size_t bit = 0; bit < terms.size(); ++bit)
    if (!choice.known || (choice.value.low >> bit & 1) != 0) result = hull(result, terms[bit].constant);
  return result;
}

/// Whether a term ends the search of first_known or first_stated.
bool counts(const Term& term, DerivedOp op, std::span<const Slot> slots) {
  if (term.fact == no_fact) return true;
  const Slot& slot = slots[term.fact];
  return slot.known && (op == DerivedOp::first_known || !(slot.presumed || slot.bounded));
}

Interval compute(const RuleSet& rules, const Derived& derived, std::span<const Slot> slots) {
  const auto terms = rules.rows(derived.terms);
  switch (derived.op) {
    case DerivedOp::lookup: return lookup(rules, derived, slots[derived.lookup]);
    case DerivedOp::product: return quotient(terms, derived.divisor, slots);
    case DerivedOp::complement: {
      const Interval value = value_of(terms[0], slots);
      return {saturate(Wide{1'000'000} - value.high), saturate(Wide{1'000'000} - value.low)};
    }
    case DerivedOp::excess: {
      const Interval of = value_of(terms[0], slots), above = value_of(terms[1], slots);
      const auto beyond = [](std::int64_t one, std::int64_t other) {
        return one == unbounded ? unbounded : std::max<std::int64_t>(one - other, 0);
      };
      return {beyond(of.low, above.high), beyond(of.high, above.low)};
    }
    case DerivedOp::ceil_divide: {
      const Interval over = value_of(terms[0], slots), under = value_of(terms[1], slots);
      const std::int64_t low =
          under.high == 0 || under.high == unbounded ? 0 : saturate(ceil_divide(over.low, under.high));
      return {low, under.low == 0 || over.high == unbounded ? unbounded
                                                            : saturate(ceil_divide(over.high, under.low))};
    }
    case DerivedOp::first_known:
    case DerivedOp::first_stated:
      for (const Term& term : terms)
        if (counts(term, derived.op, slots)) return value_of(term, slots);
      return {0, unbounded};
    case DerivedOp::smallest: {
      Interval least{unbounded, unbounded};
      for (const Term& term : terms) {
        const Interval value = value_of(term, slots);
        least = {std::min(least.low, value.low), std::min(least.high, value.high)};
      }
      return least;
    }
    case DerivedOp::between: {
      Interval whole = value_of(terms[0], slots);
      for (const Term& term : terms) whole = hull(whole, value_of(term, slots));
      return whole;
    }
    case DerivedOp::sum:
    case DerivedOp::largest: break;
  }
  Wide low = 0, high = 0;
  for (const Term& term : terms) {
    const Interval value = value_of(term, slots);
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
  const bool first = derived.op == DerivedOp::first_known || derived.op == DerivedOp::first_stated;
  for (const Term& term : rules.rows(derived.terms)) {
    if (term.fact != no_fact) {
      const Slot& slot = slots[term.fact];
      if (first && slot.presumed) continue;  // what is presumed is no question
      if (!slot.known || !slot.value.is_point()) needs |= slot.needs;
      if (!slot.known || (first && !counts(term, derived.op, slots))) continue;
    }
    if (first) break;
  }
  return needs;
}

/// Works out derived facts row by row, in the order of the table.
class Deriver {
 public:
  Deriver(const RuleSet& rules, std::span<Slot> slots) : rules_(rules), slots_(slots) {}

  void add(const Derived& derived) {
    Slot& slot = slots_[derived.fact];
    if (derived.fact != current_) {
      slot = Slot{};
      current_ = derived.fact;
      begun_ = settled_ = differs_ = false;
      of_conditions_ = {};
    }
    if (settled_) return;
    const Result when = evaluate(rules_, rules_.rows(derived.when), slots_);
    if (when.truth == Truth::no) return;
    const Interval value = compute(rules_, derived, slots_);
    differs_ = differs_ || (begun_ && value != slot.value);
    slot.value = begun_ ? hull(slot.value, value) : value;
    begun_ = true;
    slot.needs |= needs_of(rules_, derived, slots_);
    of_conditions_ |= when.needs;
    slot.known = !(slot.value.low == 0 && slot.value.high == unbounded);
    settled_ = when.truth == Truth::yes;
    // Where all entries that may apply say the same, which of them does is no question.
    if (differs_ || !settled_) slot.needs |= of_conditions_;
  }

 private:
  const RuleSet& rules_;
  std::span<Slot> slots_;
  FactId current_ = no_fact;
  bool begun_ = false;    // an entry that may apply has been found
  bool settled_ = false;  // an entry that certainly applies has been found
  bool differs_ = false;  // the entries that may apply say different things
  FactSet of_conditions_;
};

}  // namespace

void set_properties(const RuleSet& rules, unsigned offering, std::span<Slot> slots) {
  const auto properties = rules.rows<Property>();
  for (const std::uint32_t i : rules.rows(shared_agenda(rules).properties))
    slots[properties[i].fact] = Slot{};
  for (const std::uint32_t i : rules.rows(agenda(rules, offering).properties)) {
    slots[properties[i].fact].value = properties[i].value;
    slots[properties[i].fact].known = true;
  }
}

void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots) {
  const auto rows = rules.rows<Derived>();
  for (const Derived& row : rows) slots[row.fact] = Slot{};
  Deriver deriver(rules, slots);
  for (const Derived& row : rows)
    if ((row.offerings >> offering & 1U) != 0) deriver.add(row);
}

void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots, DerivedStage stage) {
  const auto rows = rules.rows<Derived>();
  const auto list = stage == DerivedStage::shared ? shared_agenda(rules).own
                    : stage == DerivedStage::own  ? agenda(rules, offering).own
                    : stage == DerivedStage::late ? agenda(rules, offering).late
                                                  : agenda(rules, offering).packed;
  Deriver deriver(rules, slots);
  for (const std::uint32_t i : rules.rows(list)) deriver.add(rows[i]);
}

void derive(const RuleSet& rules, unsigned offering, std::span<Slot> slots, const std::vector<bool>& only) {
  Deriver deriver(rules, slots);
  for (const Derived& row : rules.rows<Derived>())
    if ((row.offerings >> offering & 1U) != 0 && only[row.fact]) deriver.add(row);
}

}  // namespace placer::rules
