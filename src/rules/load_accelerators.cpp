// Reads accelerators.yaml: families, their cards, and every name by which a manifest may call them.
#include "base/text.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer::rules {
namespace {

constexpr doc::FieldContext family_fields{"rules", "a family"};
constexpr doc::FieldContext card_fields{"rules", "a card"};
constexpr std::array<std::string_view, 5> vendors{"nvidia-", "amd-", "aws-", "google-", "intel-"};

/// Adds a name, and the same without the maker's prefix, unless it is taken.
void add_name(std::string_view name, std::uint8_t family, std::string_view card, std::int64_t memory,
              LoadContext& context) {
  auto& names = context.tables.of<Accelerator>();
  const auto add = [&](std::string_view text) {
    for (const Accelerator& known : names)
      if (context.tables.text(known.name) == text) return;
    names.push_back({context.text(text), context.text(card), memory, unbounded, family});
  };
  const std::string lower = to_lower(name);
  add(lower);
  for (const std::string_view vendor : vendors)
    if (lower.starts_with(vendor)) add(std::string_view(lower).substr(vendor.size()));
}

/// What a need for memory per device is held against: the larger of the usable and the marketing size.
std::int64_t card_memory(doc::View card, LoadContext& context) {
  std::int64_t memory = 0;
  for (const std::string_view key : {"memory", "usable"})
    if (const doc::View value = card[key])
      if (const auto size = read_quantity(value, Unit::bytes, context)) memory = std::max(memory, size->low);
  return memory;
}

}  // namespace

void load_accelerators(doc::View root, LoadContext& context) {
  doc::check_keys(root, {"sources", "accelerators"}, {"rules", "a list of accelerators"}, context.sink);
  PlatformScope scope;
  load_sources(root["sources"], scope, context);
  for (const doc::View entry : doc::items(root["accelerators"])) {
    if (!doc::check_keys(entry, {"family", "aliases", "only_by_name", "source", "cards", "note"},
                         family_fields, context.sink))
      continue;
    const std::string_view family = doc::required_text(entry, "family", family_fields, context.sink);
    read_source(entry, scope, context);
    if (context.families.size() == max_symbols) {
      context.error(fmt::format("there can be {} families at most", max_symbols), entry.where());
      return;
    }
    const auto bit = static_cast<std::uint8_t>(context.families.size());
    if (!context.families.emplace(std::string(family), bit).second) {
      context.error("this family is listed twice", entry["family"].where());
      continue;
    }
    if (doc::optional_boolean(entry, "only_by_name", false, family_fields, context.sink))
      context.by_name_only |= std::int64_t{1} << bit;
    add_name(family, bit, {}, 0, context);
    std::int64_t most = 0;
    // A card's names come before the family's other ones: nvidia-tesla-a100 is a card of 40 GB, a100 any
    // A100.
    for (const doc::View card : doc::items(entry["cards"])) {
      if (!doc::check_keys(card, {"card", "memory", "usable", "aliases", "fraction"}, card_fields,
                           context.sink))
        continue;
      const std::string_view name = doc::required_text(card, "card", card_fields, context.sink);
      const std::int64_t memory = card_memory(card, context);
      most = std::max(most, memory == 0 ? unbounded : memory);
      context.cards.push_back({std::string(name), bit, memory,
                               doc::optional_boolean(card, "fraction", false, card_fields, context.sink)});
      add_name(name, bit, name, memory, context);
      for (const doc::View alias : doc::items(card["aliases"]))
        add_name(alias.text(), bit, name, memory, context);
    }
    for (const doc::View alias : doc::items(entry["aliases"])) add_name(alias.text(), bit, {}, 0, context);
    const auto is_whole = [&](const Accelerator& one) {
      const std::string_view name = context.tables.text(one.card);
      return std::none_of(context.cards.begin(), context.cards.end(),
                          [&](const LoadContext::Card& card) { return card.fraction && card.name == name; });
    };
    if (most > 0)
      for (Accelerator& one : context.tables.of<Accelerator>())
        if (one.family == bit) one.most = is_whole(one) ? most : 0;
  }
}

}  // namespace placer::rules
