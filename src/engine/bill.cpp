// A line's quantity is a product of facts over a product of others: a fraction of 128-bit integers, exact.
// Its amount is that fraction times a price, in femto-USD; the total adds those, and is rounded at the end.
// Low ends are worked out from low ends and high ends from high ends, since all of it is monotone.
#include "engine/bill.hpp"

#include "engine/bill_ends.hpp"
#include "rules/agenda.hpp"
#include "rules/terms.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace placer::engine {
namespace {

using rules::multiply;
using rules::Price;
using rules::PriceTier;
using rules::RuleSet;
using rules::Slot;
using rules::Truth;
using rules::Wide;

constexpr Wide million = 1'000'000;
constexpr Wide femto_per_nano = million;
constexpr Wide femto_per_pico = 1000;
constexpr Wide most_charged =
    million * million * million * million * million;  // a quadrillion dollars in femto-USD

/// A quantity; `open`: nobody can say how much.
struct Fraction {
  Wide over = 0, under = 1;
  bool open = false;
};

Wide common_divisor(Wide a, Wide b) {
  while (b != 0) std::swap(a %= b, b);
  return a == 0 ? 1 : a;
}

Fraction fraction(Wide over, Wide under, bool open) {
  if (open || under == 0) return {0, 1, true};
  const Wide common = common_divisor(over, under);
  return {over / common, under / common, false};
}

/// value × scale / under to the nearest, cut off at `most_charged`. Where the product has no room, what is
/// behind the comma is worked out to fourteen digits.
Wide scaled(Wide value, Wide scale, Wide under) {
  constexpr Wide room = most_charged * million;
  const Wide times = rules::divide(value, under);
  Wide rest = value - times * under;
  const Wide whole = std::min(multiply(times, scale), most_charged);
  for (; scale > 0 && rest > room / scale; rest /= 2) under /= 2;
  return std::min(whole + rules::divide(rest * scale + under / 2, under), most_charged);
}

/// What is charged for a part of a line's quantity at one price.
struct Part {
  Wide over = 0;           ///< units, over the divisor of the quantity
  std::int64_t price = 0;  ///< pico-USD of one unit; unbounded: nobody knows
  bool credit = false;     ///< paid to the customer
};

/// The end `high` or low of a line: how much of it there is at which price. What is free stands first, then
/// the tiers, so that the parts of both ends stand side by side.
class End {
 public:
  End(const RuleSet& rules, const Price& price, std::span<const Slot> slots, const BillOptions& options,
      bool high)
      : rules_(rules), price_(price), slots_(slots), options_(options), high_(high) {
    const auto quantity = rules::product(rules.rows(price.quantity), slots);
    const auto per = rules::product(rules.rows(price.per), slots);
    const bool open_share = rules::product(rules.rows(price.times), slots).open;
    if (high)
      quantity_ = fraction(quantity.high, multiply(per.low, price.divisor), quantity.open || open_share);
    else if (!per.open)  // over something without an upper end there may be nothing
      quantity_ = fraction(quantity.low, multiply(per.high, price.divisor), false);
    split();
  }

  bool open() const { return quantity_.open; }
  std::span<const Part> parts() const { return {parts_.data(), count_}; }
  /// Of a part, in millionths.
  std::int64_t units(const Part& part) const {
    return rules::saturate(scaled(part.over, million, quantity_.under));
  }
  /// What a part costs; nullopt where its price is not known.
  std::optional<Wide> femto(const Part& part) const {
    if (part.over == 0) return 0;
    if (part.price == unbounded) return std::nullopt;
    Wide charged = scaled(part.over, Wide{part.price} * femto_per_pico, quantity_.under);
    for (const rules::Term& share : rules_.rows(price_.times)) {
      const Interval value = rules::value_of(share, slots_);
      charged = scaled(charged, high_ ? value.high : value.low, million);
    }
    return part.credit ? -charged : charged;
  }
  /// What all of it costs; nullopt where nobody can say.
  std::optional<Wide> femto() const {
    if (open()) return std::nullopt;
    Wide sum = 0;
    for (const Part& part : parts()) {
      const auto one = femto(part);
      if (!one) return std::nullopt;
      sum += *one;
    }
    return sum;
  }

 private:
  void add(const Part& part) { parts_[count_++] = part; }

  void split() {
    const Wide free =
        options_.free_tier ? std::min(quantity_.over, multiply(price_.free, quantity_.under)) : Wide{0};
    const bool credit = price_.free_credit != 0;
    add({free, price_.free_credit, credit});
    add_charged(credit ? quantity_.over : quantity_.over - free);
    if (credit) parts_[0] = options_.free_tier ? given() : Part{0, price_.free_credit, true};
  }

  /// A discount of so much money, and of what is spent at most: where the price is another one it is worth
  /// another quantity.
  Part given() const {
    const Part discount{multiply(price_.free, quantity_.under), price_.free_credit, true};
    Wide spent = 0;
    for (std::size_t i = 1; i < count_; ++i) spent += multiply(parts_[i].over, parts_[i].price);
    if (spent >= multiply(discount.over, discount.price)) return discount;
    if (count_ == 2) return {parts_[1].over, parts_[1].price, true};
    return {rules::divide(spent, discount.price), discount.price, true};
  }

  void add_charged(Wide rest) {
    const auto own = options_.prices.find(rules_.text(price_.id));
    if (own != options_.prices.end()) return add({rest, own->second, false});
    if (price_.of != no_fact) return add({rest, price_of_fact(), false});
    std::int64_t from = 0;
    for (const PriceTier& tier : rules_.rows(price_.tiers)) {
      const Wide width =
          tier.to == unbounded ? rest : std::min(rest, multiply(tier.to - from, quantity_.under));
      add({width, high_ ? tier.price.high : tier.price.low, false});
      rest -= width;
      from = tier.to;
    }
  }

  std::int64_t price_of_fact() const {
    const Slot& slot = slots_[price_.of];
    if (!slot.known) return high_ ? unbounded : 0;
    const std::int64_t micro = high_ ? slot.value.high : slot.value.low;
    return micro == unbounded ? unbounded : rules::saturate(micro * million);
  }

  const RuleSet& rules_;
  const Price& price_;
  std::span<const Slot> slots_;
  const BillOptions& options_;
  bool high_;
  Fraction quantity_;
  std::array<Part, rules::max_tiers + 1> parts_;
  std::size_t count_ = 0;
};

/// Both ends of a line as amounts.
struct Charge {
  Wide low = 0, high = 0;
  bool open = false;
};

Charge hull(const Charge& a, const Charge& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), a.open || b.open};
}

Wide rounded(Wide value, Wide step) { return (value + (value < 0 ? -step : step) / 2) / step; }

std::int64_t within_unbounded(Wide value) {
  return value < 0 ? -rules::saturate(-value) : rules::saturate(value);
}

std::int64_t nano(Wide femto) { return within_unbounded(rounded(femto, femto_per_nano)); }

/// One row of a price list that applies.
class Line {
 public:
  Line(const RuleSet& rules, const Price& price, std::span<const Slot> slots, const BillOptions& options)
      : rules_(rules),
        price_(price),
        low_(rules, price, slots, options, false),
        high_(rules, price, slots, options, true) {}

  Charge amount() const {
    const auto high = high_.femto();
    return {low_.femto().value_or(0), high.value_or(0), !high};
  }

  /// A line of the bill for each part.
  void append(std::vector<BillLine>& lines) const {
    if (high_.open()) return void(lines.push_back(whole()));
    for (std::size_t i = 0; i < high_.parts().size(); ++i) {
      const Part &low = low_.parts()[i], &high = high_.parts()[i];
      if (high.over == 0) continue;
      BillLine line = head();
      line.quantity = {low_.units(low), high_.units(high)};
      line.price = {std::min(low.price, high.price), std::max(low.price, high.price)};
      const auto least = low_.femto(low), most = high_.femto(high);
      line.amount = {least ? nano(*least) : 0, most ? nano(*most) : unbounded};
      if (high.credit) std::swap(line.amount.low, line.amount.high);
      lines.push_back(line);
    }
  }

  /// All of it in one line, of a quantity that may be open.
  BillLine whole() const {
    BillLine line = head();
    Wide least = 0, most_units = 0;
    line.price = {unbounded, 0};
    for (std::size_t i = 0; i < high_.parts().size(); ++i) {
      const Part &low = low_.parts()[i], &high = high_.parts()[i];
      if (low.credit) continue;
      least += low_.units(low);
      most_units += high_.units(high);
      if (high_.open() || high.over != 0)
        line.price = {std::min(line.price.low, low.price), std::max(line.price.high, high.price)};
    }
    line.quantity = {rules::saturate(least), high_.open() ? unbounded : rules::saturate(most_units)};
    line.price.low = std::min(line.price.low, line.price.high);
    const Charge charged = amount();
    line.amount = {nano(charged.low), charged.open ? unbounded : nano(charged.high)};
    return line;
  }

 private:
  BillLine head() const {
    BillLine line;
    line.item = rules_.text(price_.id);
    line.title = rules_.text(price_.title);
    line.unit = rules_.text(price_.unit);
    line.region = rules_.text(price_.region);
    const rules::Source& source = rules_.rows<rules::Source>()[price_.source];
    line.source = {rules_.text(source.url),     rules_.text(source.title), rules_.text(source.as_of),
                   rules_.text(source.checked), rules_.text(source.basis), rules_.text(source.confidence)};
    return line;
  }

  const RuleSet& rules_;
  const Price& price_;
  End low_, high_;
};

/// The rows of one line that may apply; `certain`: one of them does.
struct Choice {
  std::vector<const Price*> rows;
  bool certain = false;
  Charge amount;
  FactSet needs;    ///< what would make it more exact
  FactSet unasked;  ///< the same of what is never asked for, and states a quantity or a price by itself

  void begin() {
    rows.clear();
    certain = false;
    amount = {};
    needs = {};
    unasked = {};
  }
};

/// Adds what would make a row that may apply more exact.
void add_needs(const RuleSet& rules, const Price& price, std::span<const Slot> slots, Choice& choice) {
  const auto look = [&](FactId fact) {
    if (fact == no_fact || (slots[fact].known && slots[fact].value.is_point())) return;
    choice.needs |= slots[fact].needs;
    if (!slots[fact].known && rules.fact(fact).unasked) choice.unasked.insert(fact);
  };
  for (const rules::Range<rules::Term> terms : {price.quantity, price.per, price.times})
    for (const rules::Term& term : rules.rows(terms)) look(term.fact);
  look(price.of);
}

/// Calls `use` for each line of the list that the offering may have.
template <class Use>
void each_line(const RuleSet& rules, unsigned offering, std::span<const Slot> slots,
               const BillOptions& options, Use use) {
  const auto prices = rules.rows<Price>();
  const auto list = rules.rows(rules::agenda(rules, offering).prices);
  Choice choice;
  for (auto at = list.begin(); at != list.end();) {
    choice.begin();
    const std::uint16_t line = prices[*at].line;
    for (; at != list.end() && prices[*at].line == line; ++at) {
      const Price& price = prices[*at];
      if (choice.certain) continue;
      const rules::Result when = evaluate(rules, rules.rows(price.when), slots);
      choice.needs |= when.needs;
      if (when.truth == Truth::no) continue;
      choice.certain = when.truth == Truth::yes;
      add_needs(rules, price, slots, choice);
      const Charge amount = Line(rules, price, slots, options).amount();
      choice.amount = choice.rows.empty() ? amount : hull(choice.amount, amount);
      choice.rows.push_back(&price);
    }
    if (choice.rows.empty()) continue;
    if (!choice.certain) choice.amount = hull(choice.amount, {});
    use(choice);
  }
}

Charge operator+(const Charge& a, const Charge& b) {
  return {a.low + b.low, a.high + b.high, a.open || b.open};
}

/// Of several rows of which one may apply.
BillLine merged(const RuleSet& rules, const Choice& choice, std::span<const Slot> slots,
                const BillOptions& options) {
  BillLine line = Line(rules, *choice.rows.front(), slots, options).whole();
  for (const Price* row : choice.rows) {
    const BillLine one = Line(rules, *row, slots, options).whole();
    line.quantity = {std::min(line.quantity.low, one.quantity.low),
                     std::max(line.quantity.high, one.quantity.high)};
    line.price = {std::min(line.price.low, one.price.low), std::max(line.price.high, one.price.high)};
  }
  if (!choice.certain) line.quantity.low = 0;
  line.amount = {nano(choice.amount.low), choice.amount.open ? unbounded : nano(choice.amount.high)};
  return line;
}

/// All lines together at both ends, of each as much as `counted` says.
template <class Counted>
Charge sum_of(const RuleSet& rules, unsigned offering, std::span<const Slot> slots,
              const BillOptions& options, Counted counted) {
  std::optional<Charge> all;
  const auto add = [&](std::span<const Slot> end) {
    Charge sum;
    each_line(rules, offering, end, options, [&](const Choice& choice) { sum = sum + counted(choice); });
    all = all ? hull(*all, sum) : sum;
  };
  each_end(rules, offering, slots, add);
  return *all;
}

/// What a line is of, without what its title says of the price, and each once: every end of a bill has it.
void add_new(std::string_view title, std::vector<std::string_view>& titles) {
  title = title.substr(0, title.find(','));
  if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
}

}  // namespace

std::optional<Cost> bill(const RuleSet& rules, unsigned offering, std::span<const Slot> slots,
                         const BillOptions& options) {
  Cost cost;
  Charge sum;
  FactSet needs;
  bool priced = false;
  each_line(rules, offering, slots, options, [&](const Choice& choice) {
    priced = true;
    if (choice.certain && choice.rows.size() == 1)
      Line(rules, *choice.rows.front(), slots, options).append(cost.lines);
    else if (choice.amount.open || choice.amount.high != 0)
      cost.lines.push_back(merged(rules, choice, slots, options));
    sum = sum + choice.amount;
    if (choice.amount.open || choice.amount.low != choice.amount.high) needs |= choice.needs;
    if (choice.amount.open) needs |= choice.unasked;
  });
  if (!priced) return std::nullopt;
  if (!options.free_tier && has_two_ends(rules, slots))
    sum = sum_of(rules, offering, slots, options, [](const Choice& choice) { return choice.amount; });
  cost.months = options.months;
  cost.total = {nano(sum.low * options.months), sum.open ? unbounded : nano(sum.high * options.months)};
  for (BillLine& line : cost.lines)
    for (Interval* part : {&line.quantity, &line.amount}) {
      part->low = within_unbounded(Wide{part->low} * options.months);
      part->high = within_unbounded(Wide{part->high} * options.months);
    }
  for (std::size_t id = 0; id < max_facts && id < rules.rows<rules::FactRow>().size(); ++id)
    if (needs.contains(static_cast<FactId>(id)))
      cost.missing.push_back(rules.text(rules.fact(static_cast<FactId>(id)).key));
  return cost;
}

Total total(const RuleSet& rules, unsigned offering, std::span<const Slot> slots) {
  constexpr Wide femto_per_micro = 1'000'000'000;
  Total result;
  const Charge sum = sum_of(rules, offering, slots, {}, [&](const Choice& choice) {
    result.known = true;
    result.needs |= choice.needs;
    const bool lacks = choice.amount.open && choice.rows.front()->may_lack;
    if (lacks) add_new(rules.text(choice.rows.front()->title), result.lacks);
    return lacks ? Charge{choice.amount.low, choice.amount.low, false} : choice.amount;
  });
  result.micro = {rules::saturate(sum.low / femto_per_micro),
                  sum.open ? unbounded : rules::saturate(rules::ceil_divide(sum.high, femto_per_micro))};
  result.known = result.known && !(result.micro.low == 0 && sum.open);
  return result;
}

}  // namespace placer::engine
