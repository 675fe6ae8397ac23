// Reads a platform file: its offerings, their properties and triggers; hands the other sections to their own
// readers.
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <span>

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

void add_property(const Property& property, doc::View id, LoadContext& context) {
  if (!context.make_way<Property>(property.offerings,
                                  [&](const Property& other) { return other.fact == property.fact; }))
    context.error(fmt::format("`{}` of an offering is given twice", id.text()), id.where());
  context.tables.of<Property>().push_back(property);
}

/// The row of a new offering, or of the shipped one for which an own entry stands in.
unsigned offering_row(std::string_view full_id, doc::View entry, LoadContext& context) {
  auto& offerings = context.tables.of<Offering>();
  const std::size_t shipped = context.shipped[table_index<Offering>()];
  for (unsigned bit = 0; bit < shipped && context.is_own(entry); ++bit)
    if (context.tables.text(offerings[bit].full_id) == full_id) return bit;
  claim_id(full_id, entry["id"], context);
  offerings.emplace_back();
  return static_cast<unsigned>(offerings.size() - 1);
}

void load_offerings(doc::View root, PlatformScope& scope, LoadContext& context) {
  auto& offerings = context.tables.of<Offering>();
  for (const doc::View entry : doc::items(root["offerings"])) {
    if (!doc::check_keys(entry, {"id", "name", "summary", "status", "provider", "note"}, offering_fields,
                         context.sink))
      continue;
    if (offerings.size() >= 64) {
      context.error("a rule set can have 64 offerings at most", entry.where());
      return;
    }
    Offering offering;
    const std::string_view id = doc::required_text(entry, "id", offering_fields, context.sink);
    const std::string full_id = fmt::format("{}/{}", root["platform"].text(), id);
    offering.id = context.text(id);
    offering.full_id = context.text(full_id);
    offering.name = context.text(doc::required_text(entry, "name", offering_fields, context.sink));
    offering.summary = context.text(doc::required_text(entry, "summary", offering_fields, context.sink));
    offering.platform = scope.platform;
    offering.status = read_status(entry, context);
    offering.providers =
        read_offering_providers(entry, context.tables.of<Platform>()[scope.platform].providers, context);
    const unsigned bit = offering_row(full_id, entry, context);
    offerings[bit] = offering;
    const OfferingMask mask = OfferingMask{1} << bit;
    scope.offerings.emplace(std::string(id), mask);
    scope.all |= mask;
    if (const FactId fact = find_fact(context.tables, "settledness"); fact != no_fact)
      add_property({mask, {settledness(offering.status), settledness(offering.status)}, {}, fact, 0},
                   entry["id"], context);
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
    const auto value = read_value(entry["value"], property.fact, context);
    property.value = value.value_or(Interval{});
    property.source = read_source(entry, scope, context);
    property.note = context.text(doc::optional_text(entry, "note", "", property_fields, context.sink));
    add_property(property, entry["id"], context);
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
    if (!context.make_way<Default>(row.offerings,
                                   [&](const Default& other) { return other.fact == row.fact; }))
      context.error(fmt::format("the default of `{}` is given twice", entry["fact"].text()),
                    entry["fact"].where());
    context.tables.of<Default>().push_back(row);
  }
}

/// A trigger that does not reach an offering is a hard requirement: `trigger != that one`.
void add_trigger_rule(doc::View entry, const Trigger& trigger, FactId fact, LoadContext& context) {
  Rule rule;
  const std::string_view id = doc::required_text(entry, "id", trigger_fields, context.sink);
  claim_rule(id, entry["id"], context);
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

/// What was said of a trigger gives way to an own entry, with the rule that kept it out. False where the same
/// file has said already how all work of the trigger arrives.
bool make_way_for_trigger(const Trigger& trigger, std::string_view name, LoadContext& context) {
  const std::string kept_out = fmt::format("trigger != {}", name);
  context.make_way<Rule>(trigger.offerings, [&](const Rule& rule) {
    return context.tables.text(rule.require_text) == kept_out && rule.when.empty();
  });
  const auto is_like = [&](const Trigger& other) { return other.bit == trigger.bit; };
  context.make_way<Trigger>(trigger.offerings, is_like);
  return context.make_way<Trigger>(
      trigger.offerings, [&](const Trigger& other) { return is_like(other) && other.when.empty(); });
}

/// The condition of a path, behind which another path must stand.
void read_path_condition(doc::View entry, Trigger& trigger, LoadContext& context) {
  trigger.when_text = context.text(doc::optional_text(entry, "when", "", trigger_fields, context.sink));
  trigger.when = read_expression(entry, "when", {}, context);
  if (entry["when"] && trigger.how == How::no)
    context.error("a trigger that has no way in has no `when`", entry["when"].where(),
                  "write a requirement for what only some of the work breaks");
}

void load_triggers(doc::View section, const PlatformScope& scope, LoadContext& context) {
  const FactId fact = find_fact(context.tables, "trigger");
  if (!section || fact == no_fact) return;
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(
            entry,
            {"trigger", "offerings", "how", "through", "when", "note", "source", "id", "message", "remedy"},
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
    read_path_condition(entry, trigger, context);
    if (!make_way_for_trigger(trigger, entry["trigger"].text(), context))
      context.error(fmt::format("{} of an offering is given twice", entry["trigger"].text()),
                    entry["trigger"].where());
    context.tables.of<Trigger>().push_back(trigger);
    if (trigger.how == How::no) add_trigger_rule(entry, trigger, fact, context);
  }
  std::vector<OfferingMask> served(context.fact(fact).symbols.count, 0);
  for (const Trigger& trigger : context.tables.of<Trigger>())
    if (trigger.when.empty()) served[trigger.bit] |= trigger.offerings;
  for (const Symbol& symbol : std::vector<Symbol>(context.tables.of<Symbol>()))
    if (symbol.fact == fact && (scope.all & ~served[symbol.bit]) != 0)
      context.error(fmt::format("how {} reaches each offering of the platform is not said",
                                context.tables.text(symbol.name)),
                    section.where());
}

/// One rule for each offering with sizes: that one of them holds the workload.
void add_size_rules(doc::View root, const PlatformScope& scope, LoadContext& context) {
  const std::size_t shipped = context.shipped[table_index<Size>()];
  for (const auto& [id, mask] : scope.offerings) {
    for (const Size& size : std::span(context.tables.of<Size>()).subspan(shipped)) {
      if ((size.offerings & mask) == 0) continue;
      Rule rule;
      const std::string rule_id = fmt::format("{}.{}.size", root["platform"].text(), id);
      claim_rule(rule_id, root["sizes"], context);
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

/// An offering of one provider is only ruled out for others by a requirement; it must not be forgotten.
void check_providers(doc::View root, const PlatformScope& scope, LoadContext& context) {
  const FactId fact = find_fact(context.tables, "providers");
  OfferingMask required = 0;
  for (const Rule& rule : context.tables.of<Rule>())
    for (std::uint32_t i = rule.require.first; i < rule.require.first + rule.require.count; ++i)
      if (const Node& node = context.tables.of<Node>()[i]; is_leaf(node) && node.fact == fact)
        required |= rule.offerings;
  for (const doc::View entry : doc::items(root["offerings"])) {
    const auto found = scope.offerings.find(std::string(entry["id"].text()));
    doc::View provider = entry["provider"];
    if (!provider && context.is_own(root) && root["provider"].text() != "any") provider = root["provider"];
    if (provider && found != scope.offerings.end() && (required & found->second) == 0)
      context.error(fmt::format("no rule keeps `{}` from other providers", entry["id"].text()),
                    provider.where(),
                    fmt::format("add a requirement like `providers in [{}]` for it",
                                provider.is_scalar() ? provider.text() : "aws"));
  }
}

}  // namespace

void load_platform(doc::View root, LoadContext& context) {
  Sound& sound = context.sound;
  const std::string_view id = doc::required_text(root, "platform", platform_fields, context.sink);
  const auto known = context.scopes.find(id);
  const bool adds = known != context.scopes.end() && context.is_own(root);  // to a platform that there is
  context.watch(
      [&] {
        doc::check_keys(
            root,
            {"platform", "name", "provider", "offerings", "sources", "properties", "defaults", "triggers",
             "limits", "requirements", "checks", "sizes", "derived", "advice", "prices", "table", "scaling"},
            platform_fields, context.sink);
        for (const std::string_view key : {"name", "provider"})
          if (adds && root[key])
            context.error(fmt::format("`{}` is there; a file that adds to it has no `{}`", id, key),
                          root[key].where());
      },
      sound.names, sound.values, sound.ids);
  PlatformScope scope = adds ? known->second : PlatformScope{};
  if (!adds) {
    scope.platform = static_cast<std::uint16_t>(context.tables.of<Platform>().size());
    Platform platform;
    claim_id(id, root["platform"], context);
    platform.id = context.text(id);
    platform.name = context.text(doc::required_text(root, "name", platform_fields, context.sink));
    platform.providers = read_platform_providers(root, context);
    context.tables.of<Platform>().push_back(platform);
  }
  context.watch([&] { load_offerings(root, scope, context); }, sound.values, sound.ids);
  load_sources(root["sources"], scope, context);
  context.watch([&] { load_properties(root["properties"], scope, context); }, sound.values);
  load_defaults(root["defaults"], scope, context);
  context.watch([&] { load_triggers(root["triggers"], scope, context); }, sound.ids);
  context.watch([&] { load_derived(root["derived"], scope, context); }, sound.values);
  load_prices(root["prices"], scope, context);
  load_rules(root, scope, context);
  check_providers(root, scope, context);
  context.watch([&] { load_sizes(root["sizes"], scope, context); }, sound.ids);
  add_size_rules(root, scope, context);
  load_cells(root["table"], scope, context);
  load_scaling(root["scaling"], scope, context);
  context.scopes.insert_or_assign(std::string(id), std::move(scope));
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
