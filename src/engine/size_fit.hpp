// One row of sizes against a need: whether it holds it, certainly or perhaps, and how far it is from it.
#pragma once

#include "engine/situation.hpp"
#include "rules/rule_set.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace placer::engine {

/// What a workload asks of a size: bytes, milli-vCPU, pieces; intervals, since not all of it need be known.
struct Need {
  Interval cpu, memory, gpu_count, gpu_memory;
  std::span<const std::string> cards;  ///< those that are asked for by name, of which any will do; empty: any
};

inline constexpr std::int64_t no_size = -1;

/// A row with the values that hold a need, or what it lacks.
struct Fit {
  std::int64_t cpu = no_size, memory = no_size;
  bool gpu = false;
  bool open = false;  ///< lacks only what has no published maximum
  bool holds() const { return cpu != no_size && memory != no_size && gpu; }
};

/// The values of a row that hold this much of processors and memory. Beyond the lower end of a range without
/// a published maximum nothing is certain.
Fit fit(const rules::Size& row, std::int64_t cpu, std::int64_t memory, bool has_gpus);

/// Whether a row has the accelerators: certainly, whatever the need turns out to be, or possibly.
bool surely_has_gpus(const rules::Size& row, const Need& need);
bool may_have_gpus(const rules::Size& row, const Need& need);

/// Whether a row has the wanted family of accelerator, if any is wanted. What would tell is added to `needs`.
rules::Truth has_family(const rules::RuleSet& rules, const rules::Size& row,
                        const std::vector<rules::Slot>& slots, const Need& need, FactSet& needs);

/// Whether a row of which `so_far` is known is of the wanted kind at all: system, architecture, provider.
rules::Truth eligible(const rules::RuleSet& rules, const rules::Size& row,
                      const std::vector<rules::Slot>& slots, rules::Truth so_far, FactSet& needs);

/// Whether a row sells exactly what the manifest sets. What the platform fills in was not set by anybody; it
/// counts beside what was.
bool sells(const rules::RuleSet& rules, const rules::Size& row, const Situation& situation);

/// Whether accelerators are sold there by their memory, without a name.
bool is_sold_by_memory(const rules::Size& row);
/// The memory that a manifest sets of its accelerators; nothing where it names a card, or wants none.
std::optional<std::int64_t> card_memory_set(const rules::RuleSet& rules, const Situation& situation);

/// Whether the first is to be taken before the second: fewer and smaller accelerators, then memory and
/// processors together.
bool smaller(const rules::Size& a, const Fit& fa, const rules::Size& b, const Fit& fb);

/// How far a row is from a need; the least is the nearest: none of another kind, few dimensions that lack; of
/// those the ones with the accelerators, and the smallest that lacks nothing or the largest that does.
using Distance = std::tuple<bool, int, std::int64_t, std::int64_t, std::int64_t>;
Distance distance(const rules::Size& row, const Fit& fit, const Need& need, rules::Truth kind);

}  // namespace placer::engine
