// The report for people: the answer first, then why, the comparison, what stands in the way, what to declare,
// what was presumed, advice.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>

namespace placer::report {

struct TextOptions {
  bool colour = false;
  bool unicode = true;      ///< false: plain ASCII
  bool verbose = false;     ///< sources, passes, the parts of every score, all findings
  std::size_t width = 100;  ///< columns to wrap at
  bool in_full = false;     ///< every offering, its obstacles and changes: few were asked for by name
};

/// Renders workloads one after the other, then the rule set. Diagnostics are not part of it: they belong to
/// standard error.
void render_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                 std::string& out);

/// Renders one of its workloads, without the rule set.
void render_workload(const Report& report, const WorkloadReport& workload, const SourceMap& sources,
                     const TextOptions& options, std::string& out);

}  // namespace placer::report
