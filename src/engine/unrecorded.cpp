// Asked only where none of the sizes holds a workload with accelerators, so that it may look at all of them.
#include "engine/unrecorded.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Accelerator;
using rules::Known;
using rules::RuleSet;
using rules::Size;

/// Whether no machine has a card, though one may that this offering has: of a family that only other
/// offerings are known to have it has none.
bool is_unrecorded(const RuleSet& rules, std::string_view card, std::uint8_t family, bool family_is_here) {
  bool family_is_elsewhere = false;
  for (const Size& row : rules.rows<Size>()) {
    if (!row.machine || row.node || (row.gpu_families >> family & 1) == 0) continue;
    if (rules.text(row.gpu_card) == card) return false;
    family_is_elsewhere = true;
  }
  return family_is_here || !family_is_elsewhere;
}

/// Whether any name of a family says which card of it is meant: else its one card has its name.
bool has_named_cards(const RuleSet& rules, std::uint8_t family) {
  const auto all = rules.rows<Accelerator>();
  return std::any_of(all.begin(), all.end(),
                     [&](const Accelerator& one) { return one.family == family && one.card.size > 0; });
}

}  // namespace

bool may_have_unrecorded(const RuleSet& rules, const std::vector<rules::Slot>& slots,
                         std::span<const std::string> cards, std::uint64_t families) {
  const rules::Slot& type = slots[rules.known(Known::gpu_type)];
  const std::uint64_t wanted =
      type.value.low != 0 ? static_cast<std::uint64_t>(type.value.low) : ~std::uint64_t{0};
  const std::int64_t memory = slots[rules.known(Known::gpu_memory)].value.low;
  std::string_view before;  // the names of a card stand together
  for (const Accelerator& one : rules.rows<Accelerator>()) {
    if ((wanted >> one.family & 1) == 0 || one.most == 0) continue;
    const std::string_view own = rules.text(one.card.size > 0 ? one.card : one.name);
    const std::int64_t most = one.card.size > 0 && one.memory != 0 ? one.memory : one.most;
    const bool is_wanted = cards.empty() || std::find(cards.begin(), cards.end(), own) != cards.end();
    if (own == before || most < memory || !is_wanted) continue;
    before = own;
    if (one.card.size == 0 && has_named_cards(rules, one.family)) continue;
    if (is_unrecorded(rules, own, one.family, (families >> one.family & 1) != 0)) return true;
  }
  return false;
}

}  // namespace placer::engine
