// Reads a platform file: its offerings, their properties and triggers; hands the other sections to their own
// readers.
#include "rules/load_context.hpp"

#include <fmt/core.h>

namespace placer::rules {
namespace {

constexpr doc::FieldContext platform_fields{"rules", "a platform"};
constexpr doc::FieldContext offering_fields{"rules", "an offering"};
constexpr doc::FieldContext property_fields{"rules", "a property"};
constexpr doc::FieldContext default_fields{"rules", "a default"};
constexpr doc::FieldContext trigger_fields{"rules", "a trigger"};

std::uint64_t read_provider(doc::View provider, LoadContext& context) {
  const FactId fact = find_fact(context.tables, "providers");
  const auto value = fact == no_fact ? std::nullopt : read_value(provider, fact, context);
  return value ? static_cast<std::uint64_t>(value->low) : 0;
}

std::uint64_t read_platform_providers(doc::View root, LoadContext& context) {
  if (const doc::View provider = root["provider"]) return read_provider(provider, context);
  context.error("a platform needs `provider`", root.where(),
                "write `provider: any` if several providers have it");
  return 0;
}

/// Those of the platform, or the one that an offering names of them.
std::uint64_t read_offering_providers(doc::View entry, std::uint64_t all, LoadContext& context) {
  const doc::View provider = entry["provider"];
  if (!provider) return all;
  const std::uint64_t own = read_provider(provider, context);
  if ((own & ~all) != 0)
    context.error("the `provider` of an offering is one of its platform's", provider.where());
  return own;
}

Status read_status(doc::View entry, LoadContext& context) {
  const std::string_view name = doc::required_text(entry, "status", offering_fields, context.sink);
  if (name == "recent") return Status::recent;
  if (name == "preview") return Status::preview;
  if (name == "closed") return Status::closed;
  if (name != "settled")
    context.error("`status` is settled, recent, preview or closed", entry["status"].where());
  return Status::settled;
}

/// What has just come is worth less than a settled offering, a preview less than that, a closed one nothing;
/// the criterion's curve says how much.
std::int64_t settledness(Status status) {
  switch (status) {
    case Status::settled: return 1'000'000;
    case Status::recent: return 700'000;
    case Status::preview: return 400'000;
    case Status::closed: return 0;
  }
  return 0;
}

void load_offerings(doc::View root, PlatformScope& scope, LoadContext& context) {
  auto& offerings = context.tables.of<Offering>();
  for (const doc::View entry : doc::items(root["offerings"])) {
    if (!doc::check_keys(entry, {"id", "name", "summary", "status", "provider", "note"}, offering_fields,
                         context.sink))
      continue;
    const auto bit = static_cast<unsigned>(offerings.size());
    if (bit >= 64) {
      context.error("a rule set can have 64 offerings at most", entry.where());
      return;
    }
    Offering offering;
    const std::string_view id = doc::required_text(entry, "id", offering_fields, context.sink);
    const std::string full_id = fmt::format("{}/{}", root["platform"].text(), id);
    claim_id(full_id, entry["id"], context);
    offering.id = context.text(id);
    offering.full_id = context.text(full_id);
    offering.name = context.text(doc::required_text(entry, "name", offering_fields, context.sink));
    offering.summary = context.text(doc::required_text(entry, "summary", offering_fields, context.sink));
    offering.platform = scope.platform;
    offering.status = read_status(entry, context);
    offering.providers =
        read_offering_providers(entry, context.tables.of<Platform>().back().providers, context);
    offerings.push_back(offering);
    scope.offerings.emplace(std::string(id), bit);
    scope.all |= OfferingMask{1} << bit;
    if (const FactId fact = find_fact(context.tables, "settledness"); fact != no_fact)
      context.tables.of<Property>().push_back({OfferingMask{1} << bit,
                                               {settledness(offering.status), settledness(offering.status)},
                                               {},
                                               fact,
                                               0});
  }
  if (scope.all == 0) context.error("a platform needs at least one offering", root.where());
}

void load_properties(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(entry, {"id", "offerings", "value", "source", "note"}, property_fields,
                         context.sink))
      continue;
    Property property;
    if (!entry["id"] || !entry["value"]) {
      context.error("a property needs `id` and `value`", entry.where());
      continue;
    }
    property.fact = read_fact(entry["id"], context);
    if (property.fact == no_fact) continue;
    if (context.fact(property.fact).kind != FactKind::property) {
      context.error(fmt::format("`{}` is no property of an offering", entry["id"].text()),
                    entry["id"].where());
      continue;
    }
    property.offerings = read_offerings(entry, scope, context);
    for (const Property& other : context.tables.of<Property>())
      if (other.fact == property.fact && (other.offerings & property.offerings) != 0)
        context.error(fmt::format("`{}` of an offering is given twice", entry["id"].text()),
                      entry["id"].where());
    const auto value = read_value(entry["value"], property.fact, context);
    property.value = value.value_or(Interval{});
    property.source = read_source(entry, scope, context);
    property.note = context.text(doc::optional_text(entry, "note", "", property_fields, context.sink));
    context.tables.of<Property>().push_back(property);
  }
}

void load_defaults(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(entry, {"fact", "offerings", "value", "source", "note"}, default_fields,
                         context.sink))
      continue;
    Default row;
    row.fact = read_fact(entry["fact"], context);
    if (row.fact == no_fact) continue;
    if (context.fact(row.fact).kind != FactKind::vocabulary) {
      context.error(fmt::format("`{}` is no fact of a workload", entry["fact"].text()),
                    entry["fact"].where());
      continue;
    }
    row.offerings = read_offerings(entry, scope, context);
    row.value = read_value(entry["value"], row.fact, context).value_or(Interval{});
    if (context.fact(row.fact).type == FactType::numbers) {
      const doc::View value = entry["value"];
      std::vector<TextRef> items;
      for (const doc::View item : doc::items(value)) items.push_back(context.text(item.text()));
      if (value.is_scalar()) items.push_back(context.text(value.text()));
      const auto count = static_cast<std::int64_t>(items.size());
      row.value = {count, count};
      row.texts = context.append(items);
    }
    row.source = read_source(entry, scope, context);
    context.tables.of<Default>().push_back(row);
  }
}

/// A trigger that does not reach an offering is a hard requirement: `trigger != that one`.
void add_trigger_rule(doc::View entry, const Trigger& trigger, FactId fact, LoadContext& context) {
  Rule rule;
  const std::string_view id = doc::required_text(entry, "id", trigger_fields, context.sink);
  claim_id(id, entry["id"], context);
  rule.id = context.text(id);
  rule.message = context.text(doc::required_text(entry, "message", trigger_fields, context.sink));
  rule.remedy = context.text(doc::required_text(entry, "remedy", trigger_fields, context.sink));
  rule.note = trigger.note;
  rule.kind = RuleKind::requirement;
  rule.offerings = trigger.offerings;
  rule.source = trigger.source;
  rule.place = context.place(entry);
  rule.require_text = context.text(fmt::format("trigger != {}", entry["trigger"].text()));
  rule.require = context.append(
      std::vector<Node>{{std::int64_t{1} << trigger.bit, 0, fact, Op::any_of}, {0, 1, 0, Op::negate}});
  context.tables.of<Rule>().push_back(rule);
}

void load_triggers(doc::View section, const PlatformScope& scope, LoadContext& context) {
  const FactId fact = find_fact(context.tables, "trigger");
  if (!section || fact == no_fact) return;
  std::vector<OfferingMask> served(context.fact(fact).symbols.count, 0);
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(
            entry, {"trigger", "offerings", "how", "through", "note", "source", "id", "message", "remedy"},
            trigger_fields, context.sink))
      continue;
    if (!entry["trigger"].is_scalar()) {
      context.error("a trigger needs `trigger`, the name of one", entry.where());
      continue;
    }
    const auto set = read_value(entry["trigger"], fact, context);
    if (!set) continue;
    Trigger trigger;
    while ((set->low >> trigger.bit & 1) == 0) ++trigger.bit;
    trigger.offerings = read_offerings(entry, scope, context);
    trigger.through = context.text(doc::optional_text(entry, "through", "", trigger_fields, context.sink));
    trigger.note = context.text(doc::optional_text(entry, "note", "", trigger_fields, context.sink));
    trigger.source = read_source(entry, scope, context);
    const std::string_view how = doc::required_text(entry, "how", trigger_fields, context.sink);
    if (how != "native" && how != "via" && how != "no")
      context.error("`how` is native, via or \"no\"", entry["how"].where());
    trigger.how = how == "native" ? How::native : how == "via" ? How::via : How::no;
    if ((served[trigger.bit] & trigger.offerings) != 0)
      context.error(fmt::format("{} of an offering is given twice", entry["trigger"].text()),
                    entry["trigger"].where());
    served[trigger.bit] |= trigger.offerings;
    context.tables.of<Trigger>().push_back(trigger);
    if (trigger.how == How::no) add_trigger_rule(entry, trigger, fact, context);
  }
  for (const Symbol& symbol : std::vector<Symbol>(context.tables.of<Symbol>()))
    if (symbol.fact == fact && served[symbol.bit] != scope.all)
      context.error(fmt::format("how {} reaches each offering of the platform is not said",
                                context.tables.text(symbol.name)),
                    section.where());
}

/// One rule for each offering with sizes: that one of them holds the workload.
void add_size_rules(doc::View root, const PlatformScope& scope, LoadContext& context) {
  for (const auto& [id, bit] : scope.offerings) {
    const OfferingMask mask = OfferingMask{1} << bit;
    for (const Size& size : context.tables.of<Size>()) {
      if ((size.offerings & mask) == 0) continue;
      Rule rule;
      const std::string rule_id = fmt::format("{}.{}.size", root["platform"].text(), id);
      claim_id(rule_id, root["sizes"], context);
      rule.id = context.text(rule_id);
      rule.kind = RuleKind::size;
      rule.offerings = mask;
      rule.source = size.source;
      rule.place = context.place(root["sizes"]);
      rule.message = context.text("no size holds {needed}; the nearest is {allowed}");
      rule.remedy = context.text("ask for less, or split the work over several instances");
      context.tables.of<Rule>().push_back(rule);
      break;
    }
  }
}

/// An offering that names its provider is only ruled out for others by a requirement; it must not be
/// forgotten.
void check_providers(doc::View root, const PlatformScope& scope, LoadContext& context) {
  const FactId fact = find_fact(context.tables, "providers");
  OfferingMask required = 0;
  for (const Rule& rule : context.tables.of<Rule>())
    for (std::uint32_t i = rule.require.first; i < rule.require.first + rule.require.count; ++i)
      if (const Node& node = context.tables.of<Node>()[i]; is_leaf(node) && node.fact == fact)
        required |= rule.offerings;
  for (const doc::View entry : doc::items(root["offerings"])) {
    const auto found = scope.offerings.find(std::string(entry["id"].text()));
    if (entry["provider"] && found != scope.offerings.end() && (required >> found->second & 1U) == 0)
      context.error(fmt::format("no rule keeps `{}` from other providers", entry["id"].text()),
                    entry["provider"].where(), "add a requirement like `providers in [aws]` for it");
  }
}

/// Marks the rules whose outcome may differ between offerings; all others are judged once for all.
void mark_per_offering(LoadContext& context) {
  for (Rule& rule : context.tables.of<Rule>())
    for (const Range<Node> range : {rule.when, rule.require})
      for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
        const Node& node = context.tables.of<Node>()[i];
        if (is_leaf(node) && context.fact(node.fact).kind != FactKind::vocabulary) rule.per_offering = true;
      }
}

}  // namespace

void load_platform(doc::View root, LoadContext& context) {
  Sound& sound = context.sound;
  context.watch(
      [&] {
        doc::check_keys(
            root,
            {"platform", "name", "provider", "offerings", "sources", "properties", "defaults", "triggers",
             "limits", "requirements", "checks", "sizes", "derived", "advice", "table"},
            platform_fields, context.sink);
      },
      sound.names, sound.values, sound.ids);
  PlatformScope scope;
  scope.platform = static_cast<std::uint16_t>(context.tables.of<Platform>().size());
  Platform platform;
  const std::string_view id = doc::required_text(root, "platform", platform_fields, context.sink);
  claim_id(id, root["platform"], context);
  platform.id = context.text(id);
  platform.name = context.text(doc::required_text(root, "name", platform_fields, context.sink));
  platform.providers = read_platform_providers(root, context);
  context.tables.of<Platform>().push_back(platform);
  context.watch([&] { load_offerings(root, scope, context); }, sound.values, sound.ids);
  load_sources(root["sources"], scope, context);
  context.watch([&] { load_properties(root["properties"], scope, context); }, sound.values);
  load_defaults(root["defaults"], scope, context);
  context.watch([&] { load_triggers(root["triggers"], scope, context); }, sound.ids);
  context.watch([&] { load_derived(root["derived"], scope, context); }, sound.values);
  load_rules(root, scope, context);
  check_providers(root, scope, context);
  context.watch([&] { load_sizes(root["sizes"], scope, context); }, sound.ids);
  add_size_rules(root, scope, context);
  load_cells(root["table"], scope, context);
  mark_per_offering(context);
}

void load_format(doc::View root, LoadContext& context) {
  constexpr doc::FieldContext fields{"rules", "a format"};
  doc::check_keys(root, {"format", "sources", "checks"}, fields, context.sink);
  PlatformScope scope;
  scope.all = ~OfferingMask{0};  // see is_of_format()
  load_sources(root["sources"], scope, context);
  load_rules(root, scope, context);
}

}  // namespace placer::rules
