#include "base/quantity_pattern.hpp"
#include "base/units.hpp"
#include "schema/definitions.hpp"

#include <fmt/core.h>

#include <array>
#include <iterator>
#include <utility>

namespace placer::schema {

std::string_view definition_of(Unit unit) {
  constexpr std::array<std::string_view, std::size(all_units)> names{
      "count", "bytes", "duration", "vcpu", "rate", "percent", "money", "bandwidth", "price"};
  return names[static_cast<std::size_t>(unit)];
}

namespace {

void add_quantities(Json& definitions) {
  std::vector<Json> all;
  for (const Unit unit : all_units) {
    const UnitKind& kind = kind_of(unit);
    Json text =
        pattern(pattern_of(unit), fmt::format("expected {}, for example {}", kind.noun, kind.example));
    Json& definition = definitions[std::string(definition_of(unit))] = Json::object();
    definition["description"] =
        fmt::format("{}, for example {}; or an interval, LOW..HIGH", kind.noun, kind.example);
    if (find_unit(unit, "")) {
      // YAML reads it as a number.
      Json number = typed(unit == Unit::count ? "integer" : "number");
      number["minimum"] = 0;
      definition.update(any_of({std::move(number), std::move(text)}));
    } else {
      definition.update(text);
    }
    all.push_back(reference(definition_of(unit)));
  }
  definitions["quantity"] = any_of(std::move(all));
}

Json integer(std::int64_t least, std::int64_t most) {
  Json schema = typed("integer");
  schema["minimum"] = least;
  schema["maximum"] = most;
  return schema;
}

}  // namespace

void add_plain_values(Json& definitions) {
  add_quantities(definitions);
  definitions["text"]["type"] = texts({"string", "number", "boolean"});
  // YAML reads a year alone as a number.
  const Json year = integer(1000, 9999);
  const std::string date = "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?";
  definitions["date"] = any_of({year, pattern(fmt::format("^{}$", date), "expected a date like 2026-11-24")});
  definitions["dated"] = any_of(
      {year, pattern(fmt::format("^(?:undated|{})$", date), "expected a date like 2026-11-24, or undated")});
  definitions["weight"] =
      any_of({integer(1, 1000), pattern("^(?:[1-9][0-9]{0,2}|1000)$", "expected a weight from 1 to 1000")});
}

}  // namespace placer::schema
