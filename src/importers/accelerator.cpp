#include "importers/accelerator.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace placer::importers {

using rules::Known;
using rules::RuleSet;

std::optional<AcceleratorName> find_accelerator(const RuleSet& rules, std::string_view name) {
  std::string normal = to_lower(trim(name));
  for (char& c : normal)
    if (c == '_' || c == ' ') c = '-';
  std::string_view short_name = normal;
  for (const std::string_view vendor : accelerator_makers)
    if (short_name.starts_with(vendor)) short_name.remove_prefix(vendor.size());
  for (const std::string_view wanted : {std::string_view(normal), short_name})
    for (const rules::Accelerator& entry : rules.rows<rules::Accelerator>())
      if (rules.text(entry.name) == wanted)
        return AcceleratorName{entry.family, entry.memory, rules.text(entry.card)};
  return std::nullopt;
}

std::int64_t families_of(const RuleSet& rules, std::string_view prefix) {
  std::int64_t set = 0;
  for (const rules::Accelerator& entry : rules.rows<rules::Accelerator>())
    if (rules.text(entry.name).starts_with(prefix)) set |= std::int64_t{1} << entry.family;
  return set;
}

namespace {

/// Whether the name is that of a whole card; those of families and of machines are not.
bool is_whole_card(const rules::Accelerator& one) { return one.card.size > 0 && one.most > 0; }

}  // namespace

void AcceleratorSet::add(const AcceleratorName& name) { names_.push_back(name); }

std::int64_t AcceleratorSet::families() const {
  std::int64_t set = 0;
  for (const AcceleratorName& name : names_) set |= std::int64_t{1} << name.family;
  return set;
}

/// Of a card with a recorded memory any one of its family with as much will do.
bool AcceleratorSet::is_one(const rules::Accelerator& card) const {
  return std::any_of(names_.begin(), names_.end(), [&](const AcceleratorName& name) {
    return name.family == card.family && (name.card.empty() || name.card == rules_->text(card.card) ||
                                          (name.memory > 0 && card.memory >= name.memory));
  });
}

/// The least memory that any of the names means; 0 where one of them does not say.
std::int64_t AcceleratorSet::least() const {
  std::int64_t least = unbounded;
  for (const AcceleratorName& name : names_) {
    std::int64_t own = name.card.empty() ? unbounded : name.memory;
    if (name.card.empty())
      for (const rules::Accelerator& card : rules_->rows<rules::Accelerator>())
        if (card.family == name.family && is_whole_card(card)) own = std::min(own, card.memory);
    least = std::min(least, own);
  }
  return least == unbounded ? 0 : least;
}

/// Of a card without recorded memory nobody knows that it has as much.
bool AcceleratorSet::lets_in_another(std::int64_t memory) const {
  const auto all = rules_->rows<rules::Accelerator>();
  return std::any_of(all.begin(), all.end(), [&](const rules::Accelerator& card) {
    return is_whole_card(card) && (families() >> card.family & 1) != 0 && !is_one(card) &&
           (memory == 0 || card.memory >= memory);
  });
}

std::vector<std::string> AcceleratorSet::cards() const {
  std::vector<std::string> cards;
  if (!lets_in_another(least())) return cards;
  for (const rules::Accelerator& card : rules_->rows<rules::Accelerator>())
    if (const std::string_view name = rules_->text(card.card);
        is_whole_card(card) && is_one(card) && std::find(cards.begin(), cards.end(), name) == cards.end())
      cards.emplace_back(name);
  return cards;
}

std::int64_t AcceleratorSet::memory() const {
  const bool any_card = std::any_of(names_.begin(), names_.end(),
                                    [](const AcceleratorName& name) { return !name.card.empty(); });
  return any_card && !lets_in_another(least()) ? least() : 0;
}

std::optional<SeveralAccelerators> find_several(const RuleSet& rules, std::string_view text) {
  constexpr std::string_view digits = "0123456789", times = "x*: ";
  text = trim(text);
  const std::size_t count_end = text.find_first_not_of(digits);
  const std::size_t count_begin = text.find_last_not_of(digits) + 1;
  SeveralAccelerators several;
  if (count_end != 0 && count_end != text.npos) {
    several = {text.substr(0, count_end), text.substr(count_end)};
    several.name.remove_prefix(std::min(several.name.find_first_not_of(times), several.name.size()));
  } else if (count_begin < text.size()) {
    several = {text.substr(count_begin), text.substr(0, count_begin)};
    several.name = several.name.substr(0, several.name.find_last_not_of(times) + 1);
  }
  if (several.name.empty() || !find_accelerator(rules, several.name)) return std::nullopt;
  return several;
}

void derive_gpu_count(const RuleSet& rules, Workload& workload) {
  const FactId count = rules.known(Known::gpu_count);
  if (workload.find(count) != nullptr) return;
  for (const Known known : {Known::gpu_type, Known::gpu_memory}) {
    const Fact* fact = workload.find(rules.known(known));
    if (fact == nullptr || !fact->has_value()) continue;
    Fact one;
    one.id = count;
    one.origin = Origin::derived;
    one.value = {1, 1};
    one.where = fact->where;
    one.note = known == Known::gpu_type ? "a type alone asks for one" : "a memory alone asks for one";
    workload.facts.push_back(std::move(one));
    return;
  }
}

}  // namespace placer::importers
