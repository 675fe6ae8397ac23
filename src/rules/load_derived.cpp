// Reads derived facts: sums, products and lookups that are worked out for each offering. Their names are
// declared first, for all files, so that limits and criteria anywhere can use them; their terms are read when
// their file is.
#include "base/text.hpp"
#include "rules/literal.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <array>

namespace placer::rules {
namespace {

constexpr doc::FieldContext derived_fields{"rules", "a derived fact"};

struct OpName {
  std::string_view key;
  DerivedOp op;
};
constexpr std::array<OpName, 11> op_names{{{"sum", DerivedOp::sum},
                                           {"product", DerivedOp::product},
                                           {"ceil_divide", DerivedOp::ceil_divide},
                                           {"largest", DerivedOp::largest},
                                           {"smallest", DerivedOp::smallest},
                                           {"lookup", DerivedOp::lookup},
                                           {"first_known", DerivedOp::first_known},
                                           {"first_stated", DerivedOp::first_stated},
                                           {"complement", DerivedOp::complement},
                                           {"excess", DerivedOp::excess},
                                           {"between", DerivedOp::between}}};

std::optional<Term> read_term(doc::View value, const FactRow& result, DerivedOp op, FactId self,
                              LoadContext& context) {
  const FactId fact = find_fact(context.tables, value.text());
  if (fact != no_fact) {
    const FactRow& row = context.fact(fact);
    if (row.kind == FactKind::derived && fact >= self)
      context.error("a derived fact can use only those that stand before it", value.where());
    if (row.type != FactType::quantity && row.type != FactType::boolean && row.type != FactType::numbers)
      context.error(fmt::format("`{}` is no quantity", value.text()), value.where());
    else if (op != DerivedOp::product && op != DerivedOp::ceil_divide && row.unit != result.unit)
      context.error(fmt::format("`{}` has another unit than the result", value.text()), value.where());
    return Term{{}, fact};
  }
  const bool any_unit = op == DerivedOp::product || op == DerivedOp::ceil_divide;
  const auto constant =
      any_unit ? read_any_quantity(value, context) : read_quantity(value, result.unit, context);
  return constant ? std::optional<Term>({*constant, no_fact}) : std::nullopt;
}

/// One term for each name of the choice; every name must have one.
void read_lookup(doc::View entry, Derived& derived, const FactRow& result, LoadContext& context) {
  derived.lookup = read_fact(entry["lookup"], context);
  if (derived.lookup == no_fact) return;
  const FactRow choice = context.fact(derived.lookup);
  if (choice.type != FactType::choice)
    return context.error("a lookup is for a choice", entry["lookup"].where());
  std::vector<Term> terms;
  const auto symbols = Vocabulary(context.tables).symbols(choice);
  for (const Symbol& symbol : std::vector<Symbol>(symbols.begin(), symbols.end())) {
    const std::string name(context.tables.text(symbol.name));
    const doc::View value = entry["values"][name];
    if (!value) context.error(fmt::format("the lookup has no value for `{}`", name), entry["lookup"].where());
    const auto interval = value ? read_quantity(value, result.unit, context) : std::nullopt;
    terms.push_back({interval.value_or(Interval{}), no_fact});
  }
  for (const auto [key, value] : doc::entries(entry["values"]))
    read_value(key, derived.lookup, context);  // names a name that the choice does not have
  derived.terms = context.append(terms);
}

void read_terms(doc::View list, Derived& derived, const FactRow& result, LoadContext& context) {
  std::vector<Term> terms;
  if (list.is_scalar()) {
    if (const auto term = read_term(list, result, derived.op, derived.fact, context)) terms.push_back(*term);
  }
  for (const doc::View item : doc::items(list))
    if (const auto term = read_term(item, result, derived.op, derived.fact, context)) terms.push_back(*term);
  const std::size_t wanted = derived.op == DerivedOp::complement                                       ? 1
                             : derived.op == DerivedOp::ceil_divide || derived.op == DerivedOp::excess ? 2
                                                                                                       : 0;
  if (terms.empty() || (wanted != 0 && terms.size() != wanted))
    context.error("wrong number of terms", list.where());
  derived.terms = context.append(terms);
}

void load_one(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  const FactId id = find_fact(context.tables, entry["id"].text());
  if (id == no_fact) return;  // its declaration was reported
  const FactRow result = context.fact(id);
  Derived derived;
  derived.fact = id;
  // What a file of no platform works out for all holds for the platforms of later files, too.
  const bool for_all = scope.offerings.empty() || (scope.any_platform && !entry["offerings"]);
  derived.offerings = for_all ? ~OfferingMask{0} : read_offerings(entry, scope, context);
  context.make_way<Derived>(derived.offerings, [&](const Derived& other) { return other.fact == id; });
  derived.when = read_expression(entry, "when", {.allow_properties = true}, context);
  int ops = 0;
  for (const OpName& op : op_names)
    if (const doc::View terms = entry[op.key]) {
      ++ops;
      derived.op = op.op;
      if (op.op == DerivedOp::lookup)
        read_lookup(entry, derived, result, context);
      else
        read_terms(terms, derived, result, context);
    }
  if (ops != 1)
    context.error(
        "a derived fact has exactly one of sum, product, ceil_divide, largest, smallest, lookup, "
        "first_known, first_stated, complement, excess, between",
        entry.where());
  for (const doc::View divisor : doc::items(entry["divide"]))
    if (const auto value = read_any_quantity(divisor, context)) {
      if (value->low <= 0 || __builtin_mul_overflow(derived.divisor, value->low, &derived.divisor))
        context.error("a divisor must be positive, and their product fit in 63 bits", divisor.where());
    }
  context.tables.of<Derived>().push_back(derived);
}

}  // namespace

std::optional<Interval> read_any_quantity(doc::View value, LoadContext& context) {
  QuantityError error;
  for (const Unit unit : {Unit::count, Unit::bytes, Unit::duration, Unit::rate, Unit::percent, Unit::money,
                          Unit::bandwidth, Unit::vcpu})
    if (const auto result = parse_quantity(value.text(), unit, error)) return result;
  context.error(fmt::format("`{}` is neither a fact nor a quantity", value.text()), value.where(),
                suggest_fact(context.tables, value.text()));
  return std::nullopt;
}

std::optional<Unit> quantity_type(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Unit>, 8> types{{{"duration", Unit::duration},
                                                                    {"bytes", Unit::bytes},
                                                                    {"vcpu", Unit::vcpu},
                                                                    {"rate", Unit::rate},
                                                                    {"percent", Unit::percent},
                                                                    {"count", Unit::count},
                                                                    {"money", Unit::money},
                                                                    {"bandwidth", Unit::bandwidth}}};
  for (const auto& [type, unit] : types)
    if (type == name) return unit;
  return std::nullopt;
}

/// A further entry of a derived fact need not repeat its type and its summary; another type is a mistake.
void check_same_type(doc::View entry, std::string_view id, const FactRow& fact, LoadContext& context) {
  const std::string_view type = doc::optional_text(entry, "type", "", derived_fields, context.sink);
  if (!type.empty() && quantity_type(type) != fact.unit)
    context.error(
        fmt::format("`{}` is of another type than {} where it was declared first", id, in_quotes(type)),
        entry["type"].where());
}

void declare_derived(doc::View section, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(entry,
                         {"id", "offerings", "type", "summary", "when", "sum", "product", "ceil_divide",
                          "largest", "smallest", "lookup", "first_known", "first_stated", "complement",
                          "excess", "between", "values", "divide"},
                         derived_fields, context.sink))
      continue;
    const std::string_view id = doc::required_text(entry, "id", derived_fields, context.sink);
    const FactId known = id.empty() ? no_fact : find_fact(context.tables, id);
    if (id.empty()) continue;
    if (known != no_fact && context.fact(known).kind == FactKind::derived) {
      check_same_type(entry, id, context.fact(known), context);
      continue;  // for other offerings
    }
    FactRow fact;
    fact.kind = FactKind::derived;
    fact.range = {0, unbounded};
    if (!claim_id(id, entry["id"], context)) continue;
    fact.key = context.text(id);
    fact.summary = context.text(doc::required_text(entry, "summary", derived_fields, context.sink));
    const std::string_view type = doc::required_text(entry, "type", derived_fields, context.sink);
    const std::optional<Unit> unit = quantity_type(type);
    if (!unit)
      context.error(fmt::format("a derived fact is a quantity; there is no type `{}`", type),
                    entry["type"].where());
    fact.unit = unit.value_or(Unit::count);
    context.tables.of<FactRow>().push_back(fact);
  }
}

void load_derived(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View entry : doc::items(section))
    if (entry.is_mapping()) load_one(entry, scope, context);
}

}  // namespace placer::rules
