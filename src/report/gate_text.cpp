#include "report/gate_text.hpp"

#include "base/text.hpp"
#include "report/annotation.hpp"
#include "report/gate_result.hpp"
#include "report/skipped_text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t few = 5;  // names in the last line

/// ", and is a preview" of an offering that was not asked for by name and is no settled one; "" of others.
std::string unsettled_status(const WorkloadReport& workload, const GateEntry& entry) {
  if (entry.offering == entry.against) return {};
  for (const OfferingReport& offering : workload.offerings) {
    if (offering.id() != entry.offering) continue;
    if (offering.status == "recent") return ", and is recent";
    if (offering.status == "preview") return ", and is a preview";
    if (offering.status == "closed") return ", and is closed to new customers";
  }
  return {};
}

/// The last line: what was counted, of workloads, files and objects, so that nothing passes silently.
class Summary {
 public:
  Summary(const Report& report, const SourceMap& sources, const TextOptions& options)
      : report_(report), sources_(sources), options_(options) {}

  std::string text() {
    collect();
    const std::size_t elsewhere = report_.gate->elsewhere.size();
    const std::size_t all = report_.workloads.size() - elsewhere;
    std::string line = fmt::format("{} checked: {} passed, {} failed", all, all - failed_ - unread_, failed_);
    if (unread_ > 0) line += fmt::format("; {} not judged for values that cannot be read", unread_);
    if (unknown_ > 0) line += fmt::format("; {} undecided for lack of facts", unknown_);
    if (changes_ > 0) line += fmt::format("; {} after a quota is raised or a setting is changed", changes_);
    if (!unlimited_.empty())
      line += fmt::format("; no platform limit applied to {}", named(unlimited_, unlimited_.size()));
    if (elsewhere > 0) line += fmt::format("; {} for other platforms left out", elsewhere);
    if (const std::size_t stale = report_.gate->stale_rules.size(); stale > 0)
      line += fmt::format("; the gate fails for {} too old", counted(stale, "rule"));
    const auto known = static_cast<std::size_t>(std::count_if(
        report_.suppressed.begin(), report_.suppressed.end(), [&](const Annotation& annotation) {
          return report_.suppressions[annotation.suppression].from == Suppression::From::baseline;
        }));
    if (const std::size_t ignored = report_.suppressed.size() - known; ignored > 0)
      line += fmt::format("; {} ignored as was asked for", counted(ignored, "finding"));
    if (known > 0) line += fmt::format("; {} known by the baseline", counted(known, "finding"));
    if (report_.broken_files > 0)
      line += fmt::format("; {} of {} files broken", report_.broken_files, report_.files);
    for (const std::string& phrase : skipped_phrases(report_, sources_, options_)) line += "; " + phrase;
    return line + "\n";
  }

 private:
  void collect() {
    for (const GateResult& one : gate_results(report_)) {
      const auto any = [&](auto holds) { return std::any_of(one.entries.begin(), one.entries.end(), holds); };
      const bool failed = any([](const GateEntry& entry) { return !entry.passed; });
      failed_ += one.standing == Standing::fails ? 1U : 0U;
      unread_ += one.standing == Standing::unread ? 1U : 0U;
      unknown_ +=
          any([](const GateEntry& entry) { return entry.verdict == Verdict::unknown && !entry.refused; })
              ? 1U
              : 0U;
      changes_ += any([](const GateEntry& entry) {
        return entry.verdict == Verdict::fits_with_changes && !entry.refused;
      })
                      ? 1U
                      : 0U;
      if (!failed && !any([](const GateEntry& entry) { return entry.limits > 0; }))
        unlimited_.push_back(report_.workloads[one.workload].name);
    }
  }

  std::string named(const std::vector<std::string>& names, std::size_t number) const {
    return names.size() <= few || options_.verbose ? join(names, ", ") : std::to_string(number);
  }

  const Report& report_;
  const SourceMap& sources_;
  const TextOptions& options_;
  std::size_t failed_ = 0, unread_ = 0, unknown_ = 0, changes_ = 0;
  std::vector<std::string> unlimited_;
};

}  // namespace

std::string gate_summary(const Report& report, const SourceMap& sources, const TextOptions& options) {
  return Summary(report, sources, options).text();
}

void render_gate(const Report& report, const SourceMap& sources, const TextOptions& options,
                 std::string& out) {
  const Style style{options.colour, options.unicode};
  const DiagnosticStyle diagnostics{options.colour, options.unicode, options.width};
  auto annotation = report.annotations.begin();
  for (const GateEntry& entry : report.gate->entries) {
    for (; annotation != report.annotations.end() && annotation->workload <= entry.workload; ++annotation)
      out += render(as_diagnostic(report, *annotation), sources, diagnostics);
    const WorkloadReport& workload = report.workloads[entry.workload];
    if (workload.unread && !entry.certainly_fails())
      out += fmt::format("{}: not judged against {}: a value of it cannot be read\n", workload.name,
                         entry.against);
    else if (const std::string unsettled = entry.passed ? unsettled_status(workload, entry) : "";
             !entry.passed || options.verbose || !unsettled.empty())
      out += fmt::format("{}: {}{}{} against {}: {}{}{}\n", workload.name,
                         style.of(entry.passed ? entry.verdict : Verdict::does_not_fit),
                         entry.passed ? "passes" : "fails", style.off(), entry.against,
                         entry.passed && entry.offering != entry.against ? entry.offering + " " : "",
                         outcome_of(entry), unsettled);
  }
  out += Summary(report, sources, options).text();
}

}  // namespace placer::report
