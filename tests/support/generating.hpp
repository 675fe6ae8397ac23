// Workloads made at random, the same ones on every machine: facts with values around the bounds of the
// shipped rules.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace placer::test {

/// A small generator of its own, since the standard library's distributions differ between machines.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  /// A number from 0 to `limit` - 1.
  std::size_t below(std::size_t limit);

 private:
  std::uint64_t state_;
};

/// A workload in which every fact of the vocabulary is stated with a value at which some rule of the set, or
/// one of its sizes, could change its mind; or is left out, one time in `gaps` (0: never). What must not
/// exceed another fact does not: a manifest that contradicts itself is never judged.
class Workloads {
 public:
  explicit Workloads(const rules::RuleSet& rules);
  Workload next(Numbers& numbers, std::size_t gaps) const;

 private:
  std::vector<std::vector<Fact>> values_;  // of each vocabulary fact
  std::vector<std::pair<FactId, FactId>> orders_;
};

/// A workload without one of its facts.
Workload without(Workload workload, FactId fact);

}  // namespace placer::test
