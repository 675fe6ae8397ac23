// What stands in the way of an offering, in a few words.
#pragma once

#include <placer/report.hpp>

#include <string>
#include <vector>

namespace placer::report {

/// A finding, and the offerings that have it.
struct Obstacle {
  const Finding* finding = nullptr;  ///< lives in the report
  std::vector<std::string> offerings;
};

/// Every reason that drops a platform, all failures of its best offering, and what stands in the way of what
/// can be changed. `in_full`: of every offering; `all`: findings of any outcome.
std::vector<Obstacle> obstacles_of(const WorkloadReport& workload, bool in_full, bool all);

/// Advice for the recommended offering, and for the target if the workload may stay there, that nobody
/// ignores; `all`: of every offering.
std::vector<const AdviceInfo*> advice_of(const WorkloadReport& workload, bool all);

/// The first finding that fails, and how many more do; empty where none does.
std::string first_failure(const OfferingReport& offering);

/// The facts that would decide, or what is said where no fact would.
std::string open_question(const OfferingReport& offering);

}  // namespace placer::report
