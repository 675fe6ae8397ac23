// The gate: holds each workload against what must fit, and says what is to be shown in the manifests.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/report.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace placer::engine {

struct GateOptions {
  /// "platform" or "platform/offering"; empty: the target, or any offering without one.
  std::vector<std::string> require;
  /// The same: only workloads whose target is of these are judged, and those without a target against these.
  /// The report was made for these alone. Not together with `require`.
  std::vector<std::string> on;
  bool fail_on_unknown = false;          ///< what cannot be decided fails too
  bool fail_on_quota = false;            ///< what fits only after a quota was raised fails too
  bool fail_on_advice = false;           ///< what advice speaks of fails too
  std::optional<std::int64_t> headroom;  ///< parts per million of a limit: using that much or more fails too
  /// Annotate what is undecided and what is only advice too. Most workloads that pass have some of either,
  /// and a pull request that is full of it is not read.
  bool verbose = false;
};

/// Judges every workload of the report, fills in its gate and its annotations. A platform fits if one of its
/// offerings does; of several verdicts the best counts. Limits are counted and headroom is seen only in
/// findings that passed: the report must have kept them.
void judge_gate(Report& report, const GateOptions& options);

/// Fails the gate where a rule of an offering that decided was last held against its source before a day,
/// counted from 1970-01-01, and says so in a warning. The report must have its gate.
void judge_age(Report& report, const rules::RuleSet& rules, std::int64_t day);

/// Fills in the annotations without a gate: of each workload's target, or the advice for what is recommended.
void annotate(Report& report, bool verbose);

}  // namespace placer::engine
