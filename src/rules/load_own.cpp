// Rules of a user's own are read after the shipped ones, by the same readers. The unit is the entry: one with
// the id of a shipped rule or criterion stands in for all of it, and a property, a default, a trigger, a size
// or a derived fact stands in for the shipped one of the offerings that it names (docs/OWN-RULES.md).
#include "rules/load_context.hpp"

#include <algorithm>

namespace placer::rules {
namespace {

constexpr doc::FieldContext general_fields{"rules", "a file of rules"};

template <std::size_t... I>
void count_rows(LoadContext& context, std::index_sequence<I...>) {
  ((context.shipped[I] = std::get<I>(context.tables.rows).size()), ...);
}

/// All offerings by their full id, and all of a platform by its.
PlatformScope everything(LoadContext& context) {
  PlatformScope scope;
  scope.any_platform = true;
  const auto& offerings = context.tables.of<Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit) {
    const OfferingMask mask = OfferingMask{1} << bit;
    const Platform& platform = context.tables.of<Platform>()[offerings[bit].platform];
    scope.offerings[std::string(context.tables.text(offerings[bit].full_id))] = mask;
    scope.offerings[std::string(context.tables.text(platform.id))] |= mask;
    scope.all |= mask;
  }
  return scope;
}

}  // namespace

void begin_own(FileId first, LoadContext& context) {
  context.first_own = first;
  count_rows(context, std::make_index_sequence<std::tuple_size_v<RowTypes>>{});
}

void load_general(doc::View root, LoadContext& context) {
  Sound& sound = context.sound;
  context.watch(
      [&] {
        doc::check_keys(root,
                        {"sources", "facts", "groups", "properties", "computed", "derived", "criteria",
                         "limits", "requirements", "advice", "prices"},
                        general_fields, context.sink);
      },
      sound.names, sound.values, sound.ids);
  PlatformScope scope = everything(context);
  load_sources(root["sources"], scope, context);
  context.watch([&] { load_derived(root["derived"], scope, context); }, sound.values);
  load_rules(root, scope, context);
  load_prices(root["prices"], scope, context);
  load_criteria(root["criteria"], context);
}

void drop_replaced(LoadContext& context) {
  std::vector<Rule>& rules = context.tables.of<Rule>();
  for (const std::string& id : context.replaced)
    rules.erase(std::find_if(rules.begin(), rules.end(),
                             [&](const Rule& rule) { return context.tables.text(rule.id) == id; }));
}

}  // namespace placer::rules
