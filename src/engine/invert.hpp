// What would have to be different for an expression to come out otherwise: three-valued evaluation read
// backwards.
#pragma once

#include "rules/evaluate.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace placer::engine {

/// What a fact must become: a quantity within `allowed`, a choice one of the set `allowed.low`, regions some
/// of the list `texts`, where an empty one means any.
struct Wish {
  FactId fact = no_fact;
  Interval allowed{0, unbounded};
  bool is_set = false;
  bool is_list = false;
  std::vector<std::string> texts{};
  bool operator==(const Wish&) const = default;
};

/// All of these together make the expression true (`wanted`) or false, each fact once, in the order of the
/// expression: of several ways the one that touches the fewest facts, then the one that stands first. Empty
/// where it has that outcome already; nullopt where no change of facts that can change leads there. A wish
/// may be about a derived fact.
///
/// In an expression that uses each fact once (which rules are held to) the wishes never contradict one
/// another.
std::optional<std::vector<Wish>> invert(const rules::RuleSet& rules, std::span<const rules::Node> nodes,
                                        std::span<const rules::Slot> slots, bool wanted);

/// What turns each comparison of the expression over, one by one, whatever comes of that: facts that can
/// change and are stated by themselves.
std::vector<Wish> turned_over(const rules::RuleSet& rules, std::span<const rules::Node> nodes,
                              std::span<const rules::Slot> slots);

/// Narrows a wish by another one of the same fact; false where nothing is left.
bool merge(Wish& wish, const Wish& other);

}  // namespace placer::engine
