// The gate: holds each workload against what must fit.
#pragma once

#include <placer/report.hpp>

#include <string>
#include <vector>

namespace placer::engine {

struct GateOptions {
  std::vector<std::string>
      require;  ///< "platform" or "platform/offering"; empty: the target, or any offering without one
  bool fail_on_unknown = false;  ///< what cannot be decided fails too
  bool fail_on_quota = false;    ///< what fits only after a quota was raised fails too
};

/// Judges every workload of the report. A platform fits if one of its offerings does; of several verdicts the
/// best counts.
Gate judge_gate(const Report& report, const GateOptions& options);

}  // namespace placer::engine
