// Names of accelerators in manifests: "l4", "NVIDIA-A100-SXM4-80GB", "nvidia-tesla-t4".
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// The accelerators of a maker, as a set of gpu.type: `nvidia-`.
std::int64_t families_of(const rules::RuleSet& rules, std::string_view prefix);

/// What names of accelerators mean together, of which any one will do.
class AcceleratorSet {
 public:
  explicit AcceleratorSet(const rules::RuleSet& rules) : rules_(&rules) {}
  void add(const AcceleratorName& name);

  std::size_t size() const { return names_.size(); }
  /// The families as a set of gpu.type.
  std::int64_t families() const;
  /// The cards that will do, where families and a memory would let in another one; empty otherwise.
  std::vector<std::string> cards() const;
  /// The memory that a device must have, in bytes, where a name asks for a card of that memory; 0: nothing
  /// is said of it, or the cards say it.
  std::int64_t memory() const;

 private:
  bool is_one(const rules::Accelerator& card) const;
  std::int64_t least() const;
  bool lets_in_another(std::int64_t memory) const;

  const rules::RuleSet* rules_;
  std::vector<AcceleratorName> names_;
};

/// "2xl4", "8 x a100", "l4:2": several of one kind in one text, which the manifest has two keys for.
struct SeveralAccelerators {
  std::string_view count, name;
};
std::optional<SeveralAccelerators> find_several(const rules::RuleSet& rules, std::string_view text);

/// A type or a memory of GPUs without a number of them asks for one: adds that, if the number is not said.
void derive_gpu_count(const rules::RuleSet& rules, Workload& workload);

}  // namespace placer::importers
