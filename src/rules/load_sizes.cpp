// Reads the sizes that offerings sell, and machines.yaml, whose machine types are sizes too.
#include "base/text.hpp"
#include "rules/load_context.hpp"
#include "rules/terms.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>

namespace placer::rules {
namespace {

constexpr doc::FieldContext size_fields{"rules", "a group of sizes"};
constexpr doc::FieldContext row_fields{"rules", "a size"};
constexpr doc::FieldContext machine_fields{"rules", "a machine"};
constexpr doc::FieldContext reserve_fields{"rules", "a reserve"};
constexpr doc::FieldContext memory_part_fields{"rules", "a part of the memory"};
constexpr doc::FieldContext cpu_part_fields{"rules", "a part of the processors"};

const LoadContext::Card* find_card(doc::View name, const LoadContext& context) {
  for (const LoadContext::Card& card : context.cards)
    if (card.name == name.text()) return &card;
  context.error(fmt::format("accelerators.yaml has no card `{}`", name.text()), name.where());
  return nullptr;
}

/// The names of a choice that stand under `key`, as a set.
std::uint64_t read_set(doc::View entry, std::string_view fact_key, std::string_view key,
                       LoadContext& context) {
  const doc::View value = entry[key];
  const FactId fact = value ? find_fact(context.tables, fact_key) : no_fact;
  if (fact == no_fact) return 0;
  const auto set = read_value(value, fact, context);
  return set ? static_cast<std::uint64_t>(set->low) : 0;
}

std::optional<Interval> optional_quantity(doc::View entry, std::string_view key, Unit unit,
                                          LoadContext& context) {
  return entry[key] ? read_quantity(entry[key], unit, context) : std::nullopt;
}

void read_gpu(doc::View entry, std::string_view card_key, Size& size, LoadContext& context) {
  const doc::View name = entry[card_key];
  const auto memory = optional_quantity(entry, "gpu_memory", Unit::bytes, context);
  if (!name && !memory) return;
  if (name && memory)
    context.error("a size has the card in `gpu` or, where it is sold by memory, `gpu_memory`", name.where());
  if (memory) size.gpu_memory = memory->low;
  if (!name)
    size.gpu_families = 0;
  else if (const LoadContext::Card* card = find_card(name, context)) {
    size.gpu_card = context.text(card->name);
    size.gpu_families = std::uint64_t{1} << card->family;
    size.gpu_memory = card->memory;
    size.fraction = card->fraction;
  }
  const auto count = optional_quantity(entry, "gpu_count", Unit::count, context);
  if (!count) context.error("a size with a GPU needs `gpu_count`", entry.where());
  size.gpu_count = count.value_or(Interval{1, 1}).low;
  size.more_gpus = count && count->high == unbounded;
}

/// The list price of an hour, with a source of its own: pages of sizes and of prices are not the same.
void read_price(doc::View entry, const PlatformScope& scope, Size& size, LoadContext& context) {
  const doc::View price = entry["price"];
  if (!price) return;
  if (const auto value = read_quantity(price, Unit::money, context)) size.price = *value;
  size.price_source = read_source(entry, scope, context, "price_source");
}

void read_row(doc::View entry, Size size, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(entry,
                       {"name", "cpu", "cpu_step", "memory", "memory_step", "gpu", "gpu_count", "gpu_memory",
                        "operating_system", "architecture", "when", "only_if_stated", "one_at_a_time",
                        "price", "price_source"},
                       row_fields, context.sink))
    return;
  size.name = context.text(doc::optional_text(entry, "name", "", row_fields, context.sink));
  const auto cpu = optional_quantity(entry, "cpu", Unit::vcpu, context);
  const auto memory = optional_quantity(entry, "memory", Unit::bytes, context);
  if (!memory) return context.error("a size needs `memory`", entry.where());
  if (!cpu && size.memory_per_vcpu == 0)
    return context.error("a size needs `cpu`", entry.where(), "or `memory_per_vcpu` in its group");
  size.cpu = cpu.value_or(Interval{});
  size.memory = *memory;
  if (const auto step = optional_quantity(entry, "cpu_step", Unit::vcpu, context)) size.cpu_step = step->low;
  if (const auto step = optional_quantity(entry, "memory_step", Unit::bytes, context))
    size.memory_step = step->low;
  if (size.cpu_step <= 0 || size.memory_step <= 0)
    return context.error("a step must be positive", entry.where());
  read_gpu(entry, "gpu", size, context);
  size.only_if_stated = doc::optional_boolean(entry, "only_if_stated", false, row_fields, context.sink);
  size.one_at_a_time = doc::optional_boolean(entry, "one_at_a_time", false, row_fields, context.sink);
  size.operating_systems = read_set(entry, "operating_system", "operating_system", context);
  size.architectures = read_set(entry, "architecture", "architecture", context);
  size.when_text = context.text(doc::optional_text(entry, "when", "", row_fields, context.sink));
  size.when = read_expression(entry, "when", {}, context);
  read_price(entry, scope, size, context);
  context.tables.of<Size>().push_back(size);
}

/// The machine types of a provider, or of all, for one offering.
void add_machines(doc::View group, const Size& shared, LoadContext& context) {
  const FactId fact = find_fact(context.tables, "providers");
  const auto wanted = fact == no_fact ? std::nullopt : read_value(group["machines"], fact, context);
  if (!wanted) return;
  const auto providers = static_cast<std::uint64_t>(wanted->low);
  for (const Offering& offering : context.tables.of<Offering>()) {
    const auto bit = static_cast<std::size_t>(&offering - context.tables.of<Offering>().data());
    if ((shared.offerings >> bit & 1U) != 0 && (providers & ~offering.providers) != 0)
      context.error(fmt::format("`{}` has no machines of other providers", context.tables.text(offering.id)),
                    group["machines"].where());
  }
  const bool on_nodes = doc::optional_boolean(group, "nodes", false, size_fields, context.sink);
  const bool accelerated = doc::optional_boolean(group, "accelerated", false, size_fields, context.sink);
  for (Size size : context.machines) {
    if ((size.providers & providers) == 0 || (accelerated && size.gpu_count == 0)) continue;
    size.offerings = shared.offerings;
    size.need_cpu = shared.need_cpu;
    size.need_memory = shared.need_memory;
    size.memory_kept = on_nodes ? std::max(size.memory_kept, shared.memory_kept) : shared.memory_kept;
    size.cpu_kept = on_nodes ? std::max(size.cpu_kept, shared.cpu_kept) : shared.cpu_kept;
    size.machine = true;
    context.tables.of<Size>().push_back(size);
  }
}

/// The type of a machine with an accelerator is a name of it too: manifests ask for nodes by type.
void name_accelerator(std::string_view type, const Size& machine, LoadContext& context) {
  if (machine.gpu_count == 0 || machine.fraction) return;
  std::string name = to_lower(type);
  std::replace(name.begin(), name.end(), '_', '-');
  const auto family = static_cast<std::uint8_t>(std::countr_zero(machine.gpu_families));
  context.tables.of<Accelerator>().push_back(
      {context.text(name), machine.gpu_card, machine.gpu_memory, 0, family});
}

/// What a GPU costs in the machines whose price is recorded, for those whose price is not.
void enter_card_prices(LoadContext& context) {
  for (Size& machine : context.machines) {
    if (machine.gpu_count == 0) continue;
    Interval price{unbounded, 0};
    for (const Size& other : context.machines) {
      if (other.gpu_count == 0 || other.price.high == unbounded ||
          context.tables.text(other.gpu_card) != context.tables.text(machine.gpu_card))
        continue;
      price.low = std::min(price.low, other.price.low / other.gpu_count);
      price.high = std::max(price.high, (other.price.high + other.gpu_count - 1) / other.gpu_count);
    }
    if (price.low <= price.high) machine.card_price = price;
  }
}

void load_group(doc::View group, const PlatformScope& scope, LoadContext& context) {
  if (!doc::check_keys(group,
                       {"offerings", "need", "memory_per_vcpu", "below_nominal", "machines", "nodes",
                        "accelerated", "source", "rows", "note"},
                       size_fields, context.sink))
    return;
  Size shared;
  shared.offerings = read_offerings(group, scope, context);
  context.make_way<Size>(shared.offerings, [](const Size&) { return true; });
  for (const doc::View part :
       doc::items(doc::optional_sequence(group, "below_nominal", size_fields, context.sink))) {
    if (part.text() == "memory")
      shared.memory_kept = 1;
    else if (part.text() == "cpu")
      shared.cpu_kept = 1;
    else
      context.error("`below_nominal` lists memory and cpu", part.where());
  }
  if (const auto ratio = optional_quantity(group, "memory_per_vcpu", Unit::bytes, context))
    shared.memory_per_vcpu = ratio->low;
  const doc::View need = group["need"];
  shared.need_cpu = need["cpu"] ? read_fact(need["cpu"], context) : find_fact(context.tables, "cpu");
  shared.need_memory =
      need["memory"] ? read_fact(need["memory"], context) : find_fact(context.tables, "memory");
  if (group["machines"]) return add_machines(group, shared, context);
  shared.source = read_source(group, scope, context);
  for (const doc::View row : doc::items(group["rows"])) read_row(row, shared, scope, context);
}

/// What is kept of so much memory, or so many processors.
std::int64_t kept_of(const std::vector<LoadContext::Reserve::Part>& parts, std::int64_t amount) {
  Wide kept = 0;
  for (const LoadContext::Reserve::Part& part : parts) {
    const std::int64_t here = std::min(amount, part.of);
    kept += Wide{here} * part.share;
    amount -= here;
  }
  return static_cast<std::int64_t>(kept / 1'000'000);
}

std::vector<LoadContext::Reserve::Part> read_parts(doc::View entry, std::string_view key, Unit unit,
                                                   const doc::FieldContext& fields, LoadContext& context) {
  std::vector<LoadContext::Reserve::Part> parts;
  for (const doc::View part : doc::items(doc::optional_sequence(entry, key, reserve_fields, context.sink))) {
    if (!doc::check_keys(part, {"of", "share"}, fields, context.sink)) continue;
    const auto share = optional_quantity(part, "share", Unit::percent, context);
    if (!share) context.error("a part needs its `share`", part.where());
    const auto of = optional_quantity(part, "of", unit, context);
    parts.push_back({of.value_or(Interval{unbounded, unbounded}).low, share.value_or(Interval{}).low});
  }
  return parts;
}

void load_reserves(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) {
    if (!doc::check_keys(entry, {"provider", "shares", "besides", "per_pod", "pods", "cpu", "source", "note"},
                         reserve_fields, context.sink))
      continue;
    LoadContext::Reserve reserve;
    reserve.providers = read_set(entry, "providers", "provider", context);
    read_source(entry, scope, context);
    if (const auto besides = optional_quantity(entry, "besides", Unit::bytes, context))
      reserve.besides = besides->low;
    if (const auto per_pod = optional_quantity(entry, "per_pod", Unit::bytes, context))
      reserve.per_pod = per_pod->low;
    if (const auto pods = optional_quantity(entry, "pods", Unit::count, context)) reserve.pods = pods->low;
    reserve.memory = read_parts(entry, "shares", Unit::bytes, memory_part_fields, context);
    reserve.cpu = read_parts(entry, "cpu", Unit::vcpu, cpu_part_fields, context);
    context.reserves.push_back(std::move(reserve));
  }
}

/// One of a user's own takes the place of the shipped one of that type.
void enter_machine(doc::View entry, const Size& machine, bool own, LoadContext& context) {
  const auto like = std::find_if(context.machines.begin(), context.machines.end(), [&](const Size& other) {
    return other.providers == machine.providers &&
           context.tables.text(other.name) == context.tables.text(machine.name) &&
           other.operating_systems == machine.operating_systems;
  });
  if (like == context.machines.end())
    context.machines.push_back(machine);
  else if (own)
    *like = machine;
  else
    context.error(fmt::format("the machine `{}` is there twice", entry["type"].text()),
                  entry["type"].where());
}

}  // namespace

void load_machines(doc::View root, bool own, LoadContext& context) {
  doc::check_keys(root, {"sources", "reserves", "machines"}, {"rules", "a list of machines"}, context.sink);
  PlatformScope scope;
  load_sources(root["sources"], scope, context);
  load_reserves(root["reserves"], scope, context);
  for (const doc::View entry : doc::items(root["machines"])) {
    if (!doc::check_keys(entry,
                         {"provider", "type", "cpu", "memory", "arch", "os", "gpu", "gpu_count", "local_disk",
                          "pods", "bursts", "price", "price_source", "source", "note"},
                         machine_fields, context.sink))
      continue;
    Size machine;
    machine.name = context.text(doc::required_text(entry, "type", machine_fields, context.sink));
    const auto cpu = optional_quantity(entry, "cpu", Unit::vcpu, context);
    const auto memory = optional_quantity(entry, "memory", Unit::bytes, context);
    if (!cpu || !memory) {
      context.error("a machine needs `cpu` and `memory`", entry.where());
      continue;
    }
    machine.cpu = *cpu;
    machine.memory = *memory;
    read_gpu(entry, "gpu", machine, context);
    machine.providers = read_set(entry, "providers", "provider", context);
    machine.architectures = read_set(entry, "architecture", "arch", context);
    machine.operating_systems = read_set(entry, "operating_system", "os", context);
    machine.bursts = doc::optional_boolean(entry, "bursts", false, machine_fields, context.sink);
    const auto pods = optional_quantity(entry, "pods", Unit::count, context);
    for (const LoadContext::Reserve& reserve : context.reserves)
      if ((reserve.providers & machine.providers) != 0) {
        machine.memory_kept = kept_of(reserve.memory, machine.memory.high) + reserve.besides +
                              reserve.per_pod * (pods ? pods->low : reserve.pods);
        machine.cpu_kept = kept_of(reserve.cpu, machine.cpu.high);
      }
    machine.source = read_source(entry, scope, context);
    read_price(entry, scope, machine, context);
    enter_machine(entry, machine, own, context);
    name_accelerator(entry["type"].text(), machine, context);
  }
  enter_card_prices(context);
}

void load_sizes(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View group : doc::items(section)) load_group(group, scope, context);
}

}  // namespace placer::rules
