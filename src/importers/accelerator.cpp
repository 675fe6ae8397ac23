#include "importers/accelerator.hpp"

#include "base/text.hpp"

namespace placer::importers {

std::optional<AcceleratorName> find_accelerator(const rules::RuleSet& rules, std::string_view name) {
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

}  // namespace placer::importers
