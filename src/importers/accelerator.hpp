// Names of accelerators in manifests: "l4", "NVIDIA-A100-SXM4-80GB", "nvidia-tesla-t4".
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace placer::importers {

/// What names of accelerators may begin with.
inline constexpr std::array<std::string_view, 5> accelerator_makers{"nvidia-", "amd-", "aws-", "google-",
                                                                    "intel-"};

/// The family (a bit of the choice gpu.type), and the memory of one device if the name says which card it is.
struct AcceleratorName {
  unsigned family = 0;
  std::int64_t memory = 0;  ///< bytes; 0: any card of the family, or a card of which none is recorded
  std::string_view card;    ///< the card, where the name says which; of one without memory its name decides
};

/// Looks a name up as it is written: letter case does not matter, `_` and blanks count as `-`, the maker's
/// prefix may be missing. nullopt for a name that the rule set does not know.
std::optional<AcceleratorName> find_accelerator(const rules::RuleSet& rules, std::string_view name);

/// "2xl4", "8 x a100", "l4:2": several of one kind in one text, which the manifest has two keys for.
struct SeveralAccelerators {
  std::string_view count, name;
};
std::optional<SeveralAccelerators> find_several(const rules::RuleSet& rules, std::string_view text);

/// A type or a memory of GPUs without a number of them asks for one: adds that, if the number is not said.
void derive_gpu_count(const rules::RuleSet& rules, Workload& workload);

}  // namespace placer::importers
