// The gate's answer for people: what fails at the place that asked for it, as a compiler would say it, and
// one last line.
#pragma once

#include "report/text.hpp"

namespace placer::report {

/// Renders report.gate, which must be there.
void render_gate(const Report& report, const SourceMap& sources, const TextOptions& options,
                 std::string& out);

/// The last line alone, for people who see only what a machine reads.
std::string gate_summary(const Report& report, const SourceMap& sources, const TextOptions& options);

}  // namespace placer::report
