#include "report/gate_text.hpp"

#include "base/text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer::report {
namespace {

bool concerns(const OfferingReport& offering, std::string_view against) {
  return against == "any offering" || offering.platform == against || offering.id() == against;
}

std::string_view severity_word(const GateEntry& entry) { return entry.passed ? "passes" : "fails"; }

/// A finding as a diagnostic at the first place that asked for it.
Diagnostic as_diagnostic(const OfferingReport& offering, const Finding& finding, bool failed,
                         const WorkloadReport& workload) {
  Diagnostic diagnostic;
  diagnostic.severity = failed ? Severity::error : Severity::warning;
  diagnostic.code = finding.rule;
  diagnostic.message = fmt::format("{} on {}: {}", workload.name, offering.id(), finding.message);
  diagnostic.where = finding.places.empty() ? workload.where : finding.places.front();
  // What is open needs a fact, not a remedy.
  diagnostic.help = finding.outcome == Outcome::unknown ? "declare " + join(finding.missing, ", ")
                                                        : std::string(finding.remedy);
  for (std::size_t i = 1; i < finding.places.size(); ++i)
    diagnostic.related.push_back({finding.places[i], "and this asks for it"});
  return diagnostic;
}

/// What keeps an entry from passing: the failing findings, or for an open verdict the open ones.
void explain(const Report& report, const GateEntry& entry, const SourceMap& sources,
             const DiagnosticStyle& style, std::string& out) {
  const WorkloadReport& workload = report.workloads[entry.workload];
  const Outcome wanted = entry.verdict == Verdict::unknown ? Outcome::unknown : Outcome::fail;
  std::set<std::string> seen;
  std::set<std::string_view> platforms;
  for (const OfferingReport& offering : workload.offerings) {
    if (!concerns(offering, entry.against) || offering.verdict != entry.verdict) continue;
    // Of each platform the nearest offering: what the others lack besides is no way out.
    if (!platforms.insert(offering.platform).second) continue;
    for (const Finding& finding : offering.findings)
      if (finding.outcome == wanted &&
          seen.insert(fmt::format("{} {}", finding.rule, finding.message)).second)
        out += render(as_diagnostic(offering, finding, !entry.passed, workload), sources, style);
  }
}

}  // namespace

void render_gate(const Report& report, const SourceMap& sources, const TextOptions& options,
                 std::string& out) {
  const Style style{options.colour, options.unicode};
  const DiagnosticStyle diagnostics{options.colour, options.unicode, options.width};
  std::size_t failed = 0, unknown = 0, changes = 0;
  for (const GateEntry& entry : report.gate->entries) {
    const WorkloadReport& workload = report.workloads[entry.workload];
    failed += entry.passed ? 0U : 1U;
    unknown += entry.verdict == Verdict::unknown;
    changes += entry.verdict == Verdict::fits_with_changes;
    if (!entry.passed || entry.verdict == Verdict::fits_with_changes || options.verbose)
      explain(report, entry, sources, diagnostics, out);
    if (!entry.passed || options.verbose)
      out += fmt::format("{}: {}{}{} against {}: {}\n", workload.name, style.of(entry.verdict),
                         severity_word(entry), style.off(), entry.against, words(entry.verdict));
  }
  out += fmt::format("{} checked: {} passed, {} failed", report.gate->entries.size(),
                     report.gate->entries.size() - failed, failed);
  if (unknown > 0) out += fmt::format("; {} undecided for lack of facts", unknown);
  if (changes > 0) out += fmt::format("; {} after a quota is raised", changes);
  if (report.broken_files > 0)
    out += fmt::format("; {} of {} files broken", report.broken_files, report.files);
  if (report.skipped_files > 0)
    out += fmt::format("; {} file{} without a workload skipped", report.skipped_files,
                       report.skipped_files == 1 ? "" : "s");
  out += '\n';
}

}  // namespace placer::report
