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
