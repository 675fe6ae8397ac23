// Reads price lists: the lines of a month's bill, what counts for each, and what a unit of it costs.
#include "base/text.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::rules {
namespace {

constexpr doc::FieldContext price_fields{"rules", "a price"};
constexpr doc::FieldContext tier_fields{"rules", "a tier"};
constexpr doc::FieldContext free_fields{"rules", "a free allowance"};

/// A number that a fact or a literal is.
std::optional<Term> read_factor(doc::View value, LoadContext& context) {
  const FactId fact = find_fact(context.tables, value.text());
  if (fact == no_fact) {
    const auto constant = read_any_quantity(value, context);
    return constant ? std::optional<Term>({*constant, no_fact}) : std::nullopt;
  }
  const FactType type = context.fact(fact).type;
  if (type != FactType::quantity && type != FactType::boolean && type != FactType::numbers)
    context.error(fmt::format("`{}` is no quantity", value.text()), value.where());
  return Term{{}, fact};
}

Range<Term> read_factors(doc::View entry, std::string_view key, Unit only, LoadContext& context) {
  std::vector<Term> terms;
  const doc::View list = doc::optional_sequence(entry, key, price_fields, context.sink);
  for (const doc::View item : doc::items(list))
    if (const auto term = read_factor(item, context)) {
      if (only == Unit::percent && term->fact != no_fact && context.fact(term->fact).unit != only)
        context.error(fmt::format("`{}` is no share", item.text()), item.where());
      terms.push_back(*term);
    }
  return context.append(terms);
}

/// The constants that a quantity is divided by; its facts are left to the other list.
void read_divisors(doc::View entry, Price& price, LoadContext& context) {
  std::vector<Term> facts;
  for (const doc::View item : doc::items(doc::optional_sequence(entry, "per", price_fields, context.sink))) {
    const auto term = read_factor(item, context);
    if (!term) continue;
    if (term->fact != no_fact)
      facts.push_back(*term);
    else if (!term->constant.is_point() || term->constant.low <= 0 ||
             __builtin_mul_overflow(price.divisor, term->constant.low, &price.divisor))
      context.error("a divisor must be positive, and their product fit in 63 bits", item.where());
  }
  price.per = context.append(facts);
}

std::optional<PriceTier> read_tier(doc::View entry, LoadContext& context) {
  if (!doc::check_keys(entry, {"to", "price"}, tier_fields, context.sink)) return std::nullopt;
  PriceTier tier;
  if (entry["to"]) {
    const auto to = read_quantity(entry["to"], Unit::count, context);
    if (!to) return std::nullopt;
    tier.to = to->low;
  }
  if (!entry["price"]) {
    context.error("a tier needs a `price`", entry.where());
    return std::nullopt;
  }
  const auto price = read_quantity(entry["price"], Unit::price, context);
  if (!price) return std::nullopt;
  tier.price = *price;
  return tier;
}

/// `price: 0.2USD`, `price: FACT`, or `tiers:` in growing order, the last without an end.
void read_prices(doc::View entry, Price& price, LoadContext& context) {
  const doc::View single = entry["price"], tiers = entry["tiers"];
  if (!!single == !!tiers) return context.error("a price has either `price` or `tiers`", entry.where());
  std::vector<PriceTier> list;
  if (single) {
    const FactId fact = find_fact(context.tables, single.text());
    if (fact != no_fact) {
      if (context.fact(fact).unit != Unit::money)
        context.error(fmt::format("`{}` is no amount of money", single.text()), single.where());
      price.of = fact;
    } else if (const auto value = read_quantity(single, Unit::price, context)) {
      list.push_back({unbounded, *value});
    }
  }
  for (const doc::View item : doc::items(tiers))
    if (const auto tier = read_tier(item, context)) {
      if (!list.empty() && tier->to <= list.back().to)
        context.error("tiers stand in growing order, and only the last has no end", item.where());
      list.push_back(*tier);
    }
  if (tiers && (list.empty() || list.back().to != unbounded))
    context.error("the last tier has no end", tiers.where(), "leave its `to:` out");
  if (list.size() > max_tiers)
    context.error(fmt::format("a price has {} tiers at most", max_tiers), tiers.where());
  price.tiers = context.append(list);
}

/// `free: {quantity: 400000, source: page}`; with a `credit`, it is a discount of that much for each.
void read_free(doc::View entry, const PlatformScope& scope, Price& price, LoadContext& context) {
  const doc::View free = entry["free"];
  if (!free || !doc::check_keys(free, {"quantity", "credit", "source"}, free_fields, context.sink)) return;
  if (!free["quantity"]) return context.error("a free allowance needs a `quantity`", free.where());
  if (const auto quantity = read_quantity(free["quantity"], Unit::count, context)) price.free = quantity->low;
  if (free["credit"])
    if (const auto credit = read_quantity(free["credit"], Unit::price, context))
      price.free_credit = credit->low;
  price.free_source = read_source(free, scope, context);
}

void load_price(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(entry,
                       {"id", "offerings", "title", "when", "region", "quantity", "per", "times", "unit",
                        "price", "tiers", "free", "may_lack", "source", "note"},
                       price_fields, context.sink))
    return;
  Price price;
  const std::string_view id = doc::required_text(entry, "id", price_fields, context.sink);
  std::vector<Price>& prices = context.tables.of<Price>();
  const auto is_same = [&](const Price& other) { return context.tables.text(other.id) == id; };
  // Rows of one id stand together, so that the first that applies is found in one pass.
  if (prices.empty() || !is_same(prices.back())) {
    if (std::any_of(prices.begin(), prices.end(), is_same) && !context.is_own(entry))
      context.error(fmt::format("the rows of `{}` must stand behind one another", id), entry["id"].where());
    else if (!context.is_own(entry))
      claim_id(id, entry["id"], context);
  }
  price.offerings = read_offerings(entry, scope, context);
  if (context.is_own(entry)) context.make_way<Price>(price.offerings, is_same);
  price.id = context.text(id);
  price.title = context.text(doc::required_text(entry, "title", price_fields, context.sink));
  price.unit = context.text(doc::required_text(entry, "unit", price_fields, context.sink));
  price.region = context.text(doc::required_text(entry, "region", price_fields, context.sink));
  price.note = context.text(doc::optional_text(entry, "note", "", price_fields, context.sink));
  price.when_text = context.text(doc::optional_text(entry, "when", "", price_fields, context.sink));
  price.when = read_expression(entry, "when", {.allow_known = true, .allow_properties = true}, context);
  price.quantity = read_factors(entry, "quantity", Unit::count, context);
  if (price.quantity.empty()) context.error("a price needs a `quantity`", entry.where());
  price.times = read_factors(entry, "times", Unit::percent, context);
  read_divisors(entry, price, context);
  read_prices(entry, price, context);
  read_free(entry, scope, price, context);
  price.may_lack = doc::optional_boolean(entry, "may_lack", false, price_fields, context.sink);
  price.source = read_source(entry, scope, context);
  price.line = prices.empty()           ? std::uint16_t{0}
               : is_same(prices.back()) ? prices.back().line
                                        : static_cast<std::uint16_t>(prices.back().line + 1);
  prices.push_back(price);
}

}  // namespace

void load_prices(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View entry : doc::items(section))
    if (entry.is_mapping()) load_price(entry, scope, context);
}

}  // namespace placer::rules
