#include "engine/amount.hpp"

#include "base/text.hpp"
#include "rules/literal.hpp"

namespace placer::engine {

using rules::RuleSet;
using rules::Slot;

Amount amount_of(const RuleSet& rules, FactId id, const Slot& slot) {
  const rules::FactRow& fact = rules.fact(id);
  using rules::FactType;
  if (!slot.known) {
    // By another fact, which says of which few it is one, or below what it must not be.
    const bool above = fact.type == FactType::quantity && slot.value.low > fact.range.low;
    if (fact.type == FactType::choice && slot.value != fact.range)
      return {std::nullopt, "", format_value(rules::Vocabulary(rules), fact, slot.value)};
    if (!above || slot.value.high < fact.range.high) return {std::nullopt, "", "unknown"};
    return {std::nullopt, "", "at least " + format_quantity(slot.value.low, fact.unit)};
  }
  if (fact.type == FactType::text || fact.type == FactType::texts || fact.type == FactType::offering ||
      fact.type == FactType::criteria) {
    const bool none = slot.texts == nullptr || slot.texts->empty();
    return {std::nullopt, "",
            none ? (fact.type == FactType::criteria ? "none" : "any") : join(*slot.texts, ", ")};
  }
  // What has no end is called by its name: "unlimited", and not "3650d..".
  if (slot.value.high == unbounded)
    for (const rules::Word& word : rules.rows(fact.words))
      if (word.value == slot.value)
        return {slot.value, to_string(fact.unit), std::string(rules.text(word.text))};
  const bool number = fact.type != rules::FactType::choice;
  return {number ? std::optional(slot.value) : std::nullopt,
          number && fact.type != rules::FactType::boolean ? to_string(fact.unit) : "",
          format_value(rules::Vocabulary(rules), fact, slot.value)};
}

}  // namespace placer::engine
