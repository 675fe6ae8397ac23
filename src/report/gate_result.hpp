// What the gate says of each workload, all that it was held against taken together.
#pragma once

#include <placer/report.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// The worst first. Of what is `unread` a value cannot be read; `undecided` passes, for lack of facts.
enum class Standing : std::uint8_t { fails, unread, undecided, passes };
/// "fails", "not judged", "undecided", "passes".
std::string_view words(Standing standing);

struct GateResult {
  std::size_t workload = 0;            ///< index into Report::workloads
  std::span<const GateEntry> entries;  ///< what it was held against; they live in the report
  Standing standing = Standing::passes;
};

/// The results of a report with a gate, in the order of its workloads.
std::vector<GateResult> gate_results(const Report& report);

/// What an entry comes to, in words: the verdict, or what counts for more, since what is refused is so
/// whatever else is known.
std::string outcome_of(const GateEntry& entry);

/// "2 of 9 workloads fail", "9 workloads pass": the gate in a line.
std::string gate_headline(const Report& report);

/// Those of one workload; in a list of a report they stand together.
std::span<const Annotation> annotations_of(std::span<const Annotation> annotations, std::size_t workload);

}  // namespace placer::report
