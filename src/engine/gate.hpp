// The gate: holds each workload against what must fit, and says what is to be shown in the manifests.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/report.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::engine {

/// By this name what a month costs beyond what a gate asks for is ignored, known or no error.
inline constexpr std::string_view cost_rule = "gate.cost";

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
  std::optional<std::int64_t> cost;      ///< micro-USD that a month may cost at most
  /// How serious what a rule finds is, by its id, whatever it would be without: what is no error here fails
  /// nothing, and an advice that is one does.
  std::map<std::string, Severity, std::less<>> severity;
  /// Annotate what is undecided and what is only advice too. Most workloads that pass have some of either,
  /// and a pull request that is full of it is not read.
  bool verbose = false;
};

/// Judges every workload of the report, fills in its gate and its annotations. A platform fits if one of its
/// offerings does; of several verdicts the best counts. Limits are counted and headroom is seen only in
/// findings that passed: the report must have kept them, and the bills where a month's cost is asked for.
/// `each` has the options of every workload where they are not the same for all.
void judge_gate(Report& report, const GateOptions& options, std::span<const GateOptions* const> each = {});

/// Something that makes a gate fail.
struct Breach {
  std::size_t workload = 0;  ///< index into Report::workloads
  std::string_view rule;
  Outcome outcome = Outcome::pass;  ///< of the finding; advice and thin headroom hold
  std::vector<Location> places;     ///< what asked for it; may be empty
};

/// All that is wrong with the offerings that decided, where the gate says no, so that without it none would
/// be; of the same options as the gate.
std::vector<Breach> breaches(const Report& report, const GateOptions& options,
                             std::span<const GateOptions* const> each = {});

/// Fails the gate where a rule of an offering that decided was last held against its source before a day,
/// counted from 1970-01-01, and says so in a warning. The report must have its gate.
void judge_age(Report& report, const rules::RuleSet& rules, std::int64_t day);

/// The rules whose sources say they were checked after a day, so that they would be young for too long: where
/// each stands and the day that it says, sorted.
std::vector<std::string> checked_after(const rules::RuleSet& rules, std::int64_t day);

/// Fills in the annotations without a gate: of each workload's target, or the advice for what is recommended.
void annotate(Report& report, const GateOptions& options, std::span<const GateOptions* const> each = {});

}  // namespace placer::engine
