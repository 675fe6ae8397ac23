// --baseline and --write-baseline of `placer check` (facade/baseline.hpp says what a baseline is).
#pragma once

#include "cli/options.hpp"
#include "engine/gate.hpp"

#include <placer/report.hpp>

#include <span>
#include <vector>

namespace placer::cli {

/// Marks what the file of --baseline knows, if there is one; false after a message in `err`.
bool apply_baseline(Report& report, std::span<const engine::GateOptions* const> gates, Session& session,
                    Environment& environment);

/// Writes what fails to --write-baseline, and says so in place of a report. The exit code: reading must have
/// gone well.
int write_baseline(const Report& report, const std::vector<engine::Breach>& breaches, const Session& session,
                   Environment& environment);

}  // namespace placer::cli
