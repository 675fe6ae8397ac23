// How serious what was found is to a gate. One function says so of each finding; an offering passes if
// nothing on it is an error.
#pragma once

#include "engine/gate.hpp"

#include <placer/report.hpp>

#include <optional>
#include <string_view>

namespace placer::engine {

bool is_suppressed(const Finding& finding);
/// What is suppressed does not count, nor what was said to be no error.
bool counts(const Finding& finding, const GateOptions& options);

/// The verdict of an offering without what does not count, as decide() makes it of all findings.
Verdict verdict_of(const OfferingReport& offering, const GateOptions& options);

/// How serious a finding or an advice is; nullopt where it is not worth showing.
std::optional<Severity> severity_of(const Finding& finding, const OfferingReport& offering,
                                    const GateOptions& options);
std::optional<Severity> severity_of(const AdviceInfo& advice, const GateOptions& options);

/// Whether an advice is for an offering, "platform/offering".
bool concerns(const AdviceInfo& advice, std::string_view offering);

/// Whether it makes the gate fail; advice does so on the offering.
bool breaks(const Finding& finding, const OfferingReport& offering, const GateOptions& options);
bool breaks(const AdviceInfo& advice, std::string_view offering, const GateOptions& options);

/// What a month costs against what the gate asks for at most: it fails where it is dearer for certain.
Outcome cost_outcome(const OfferingReport& offering, const GateOptions& options);

/// How serious that is; nullopt where it is as much as is asked for at most.
std::optional<Severity> cost_severity(const OfferingReport& offering, const GateOptions& options);
bool breaks_cost(const OfferingReport& offering, const GateOptions& options);

/// Whether a workload passes on an offering.
bool passes(const WorkloadReport& workload, const OfferingReport& offering, const GateOptions& options);

}  // namespace placer::engine
