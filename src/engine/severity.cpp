#include "engine/severity.hpp"

#include "base/money.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

/// How serious a rule is where that was said.
std::optional<Severity> chosen_severity(std::string_view rule, const GateOptions& options) {
  const auto chosen = options.severity.find(rule);
  return chosen == options.severity.end() ? std::nullopt : std::optional(chosen->second);
}

/// Using up a limit of three ports or one GPU is no sign of thin headroom. What is over a limit has none
/// left, be it one that may be raised.
bool is_thin(const Finding& finding, const GateOptions& options) {
  return options.headroom && finding.outcome != Outcome::unknown && finding.used &&
         finding.needed.unit != to_string(Unit::count) && *finding.used >= *options.headroom;
}

/// How serious a finding is by itself; nullopt where it is not worth showing. What is open on an offering
/// that does not fit decides nothing.
std::optional<Severity> usual_severity(const Finding& finding, const OfferingReport& offering,
                                       const GateOptions& options) {
  switch (finding.outcome) {
    case Outcome::fail:
      // However easily what is set is mended, as it stands it is refused.
      return finding.hardness == "hard" || finding.of_setting || options.fail_on_quota ||
                     is_thin(finding, options)
                 ? Severity::error
                 : Severity::warning;
    case Outcome::unknown:
      if (verdict_of(offering, options) != Verdict::unknown && counts(finding, options)) return std::nullopt;
      if (!options.fail_on_unknown && !options.verbose) return std::nullopt;
      return options.fail_on_unknown ? Severity::error : Severity::warning;
    case Outcome::pass: break;
  }
  return is_thin(finding, options) ? std::optional(Severity::error) : std::nullopt;
}

bool passes(Verdict verdict, const GateOptions& options) {
  switch (verdict) {
    case Verdict::fits: return true;
    case Verdict::fits_with_changes: return !options.fail_on_quota;
    case Verdict::unknown: return !options.fail_on_unknown;
    case Verdict::does_not_fit: return false;
  }
  return false;
}

}  // namespace

bool concerns(const AdviceInfo& advice, std::string_view offering) {
  return std::find(advice.offerings.begin(), advice.offerings.end(), offering) != advice.offerings.end();
}

bool is_suppressed(const Finding& finding) { return finding.suppression != Suppression::none; }

bool counts(const Finding& finding, const GateOptions& options) {
  return !is_suppressed(finding) &&
         chosen_severity(finding.rule, options).value_or(Severity::error) == Severity::error;
}

Verdict verdict_of(const OfferingReport& offering, const GateOptions& options) {
  const auto does_count = [&](const Finding& finding) { return counts(finding, options); };
  if (std::all_of(offering.findings.begin(), offering.findings.end(), does_count)) return offering.verdict;
  Verdict verdict = Verdict::fits;
  for (const Finding& finding : offering.findings) {
    if (!does_count(finding) || finding.outcome == Outcome::pass) continue;
    const Verdict one = finding.outcome == Outcome::unknown ? Verdict::unknown
                        : finding.hardness == "hard"        ? Verdict::does_not_fit
                                                            : Verdict::fits_with_changes;
    verdict = std::max(verdict, one);
  }
  return verdict;
}

/// The same, or what was chosen; that makes nothing of what is open or holds worse than it is.
std::optional<Severity> severity_of(const Finding& finding, const OfferingReport& offering,
                                    const GateOptions& options) {
  const auto usual = usual_severity(finding, offering, options);
  const auto chosen = chosen_severity(finding.rule, options);
  if (!usual || !chosen) return usual;
  return finding.outcome == Outcome::fail ? *chosen : std::max(*usual, *chosen);
}

std::optional<Severity> severity_of(const AdviceInfo& advice, const GateOptions& options) {
  if (const auto chosen = chosen_severity(advice.rule, options)) return chosen;
  if (!options.fail_on_advice && !options.verbose && !advice.unasked) return std::nullopt;
  return options.fail_on_advice ? Severity::error : Severity::note;
}

bool breaks(const Finding& finding, const OfferingReport& offering, const GateOptions& options) {
  return counts(finding, options) && severity_of(finding, offering, options) == Severity::error;
}

bool breaks(const AdviceInfo& advice, std::string_view offering, const GateOptions& options) {
  return advice.suppression == Suppression::none && severity_of(advice, options) == Severity::error &&
         concerns(advice, offering);
}

Outcome cost_outcome(const OfferingReport& offering, const GateOptions& options) {
  if (!options.cost) return Outcome::pass;
  const Interval total = offering.cost ? offering.cost->total : Interval{0, unbounded};
  const std::int64_t most = nano_of(*options.cost);
  if (total.low > most) return Outcome::fail;
  return total.high != unbounded && total.high <= most ? Outcome::pass : Outcome::unknown;
}

std::optional<Severity> cost_severity(const OfferingReport& offering, const GateOptions& options) {
  const Outcome outcome = cost_outcome(offering, options);
  if (outcome == Outcome::pass) return std::nullopt;
  const Severity usual =
      outcome == Outcome::fail || options.fail_on_unknown ? Severity::error : Severity::warning;
  const auto chosen = chosen_severity(cost_rule, options);
  if (!chosen) return usual;
  return outcome == Outcome::fail ? *chosen : std::max(usual, *chosen);
}

bool breaks_cost(const OfferingReport& offering, const GateOptions& options) {
  return offering.cost_suppression == Suppression::none &&
         cost_severity(offering, options) == Severity::error;
}

bool passes(const WorkloadReport& workload, const OfferingReport& offering, const GateOptions& options) {
  if (breaks_cost(offering, options)) return false;
  if (!passes(verdict_of(offering, options), options)) return false;
  if (std::any_of(offering.findings.begin(), offering.findings.end(),
                  [&](const Finding& finding) { return breaks(finding, offering, options); }))
    return false;
  const std::string id = workload.advice.empty() ? std::string() : offering.id();
  return std::none_of(workload.advice.begin(), workload.advice.end(),
                      [&](const AdviceInfo& advice) { return breaks(advice, id, options); });
}

}  // namespace placer::engine
