// Where a workload could move, and what that would save.
#pragma once

#include <placer/quantity.hpp>
#include <placer/report.hpp>

#include <optional>
#include <string>

namespace placer::report {

struct Move {
  const OfferingReport* from = nullptr;  ///< the target; null where none was judged
  const OfferingReport* to = nullptr;    ///< null where it stays
  /// A month, in micro-USD, negative where it costs more; absent where it does not fit where it is.
  std::optional<Interval> saves;
};

/// From its target to what is recommended; where that is one and the same, to what fits and is certainly
/// cheaper, the cheapest first. A workload without a target sits nowhere, and so moves nowhere.
Move move_of(const WorkloadReport& workload);

/// What stands in the way of the move, or else what drops the nearest other platform; why it does not fit
/// where it is comes first. Empty where nothing does.
std::string in_the_way(const WorkloadReport& workload, const Move& move);

/// "$5.00 to $20 less", "$5.00 to $20 more", "$5.00 more to $20 less": what is saved, in micro-USD.
std::string saving_text(const Interval& micro);

}  // namespace placer::report
