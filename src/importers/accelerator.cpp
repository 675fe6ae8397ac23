#include "importers/accelerator.hpp"

#include "base/text.hpp"

namespace placer::importers {

std::optional<AcceleratorName> find_accelerator(const rules::RuleSet& rules, std::string_view name) {
  std::string normal = to_lower(trim(name));
  for (char& c : normal)
    if (c == '_' || c == ' ') c = '-';
  for (const rules::Accelerator& entry : rules.rows<rules::Accelerator>())
    if (rules.text(entry.name) == normal) return AcceleratorName{entry.family, entry.memory};
  return std::nullopt;
}

}  // namespace placer::importers
