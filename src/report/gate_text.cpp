#include "report/gate_text.hpp"

#include "base/text.hpp"
#include "report/annotation.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t few = 5;  // names in the last line

Diagnostic as_diagnostic(const Report& report, const Annotation& annotation) {
  Diagnostic diagnostic;
  diagnostic.severity = annotation.severity;
  diagnostic.code = annotation.rule;
  diagnostic.message = headline(report, annotation);
  diagnostic.where = place_of(report, annotation);
  diagnostic.help = annotation.help;
  for (std::size_t i = 1; i < annotation.places.size(); ++i)
    diagnostic.related.push_back({annotation.places[i], "and this asks for it"});
  return diagnostic;
}

std::string count(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

/// The last line: what was counted, of workloads, files and objects, so that nothing passes silently.
class Summary {
 public:
  Summary(const Report& report, const TextOptions& options) : report_(report), options_(options) {}

  std::string text() {
    collect();
    const std::size_t all = report_.workloads.size();
    std::string line = fmt::format("{} checked: {} passed, {} failed", all, all - failed_ - unread_, failed_);
    if (unread_ > 0) line += fmt::format("; {} not judged for values that cannot be read", unread_);
    if (unknown_ > 0) line += fmt::format("; {} undecided for lack of facts", unknown_);
    if (changes_ > 0) line += fmt::format("; {} after a quota is raised", changes_);
    if (!unlimited_.empty())
      line += fmt::format("; no platform limit applied to {}", named(unlimited_, unlimited_.size()));
    if (report_.broken_files > 0)
      line += fmt::format("; {} of {} files broken", report_.broken_files, report_.files);
    line += skipped(report_.skipped_files, "file");
    if (!report_.excluded.empty())
      line += fmt::format("; {} excluded ({})", report_.excluded.size(), names_of(report_.excluded, ""));
    if (report_.ignored_files > 0)
      line +=
          fmt::format("; {} of other kinds not read{}", count(report_.ignored_files, "file"), ignored(false));
    if (report_.hidden_paths > 0)
      line += fmt::format("; {} not read{}", count(report_.hidden_paths, "hidden path"), ignored(true));
    return line + skipped(report_.skipped_objects, "object") + "\n";
  }

 private:
  /// Of a workload that was held against several things the worst counts.
  void collect() {
    const std::vector<GateEntry>& entries = report_.gate->entries;
    for (auto entry = entries.begin(); entry != entries.end();) {
      bool failed = false, fails = false, unknown = false, changes = false, limited = false;
      const std::size_t workload = entry->workload;
      for (; entry != entries.end() && entry->workload == workload; ++entry) {
        failed = failed || !entry->passed;
        fails = fails || entry->verdict == Verdict::does_not_fit;
        unknown = unknown || entry->verdict == Verdict::unknown;
        changes = changes || entry->verdict == Verdict::fits_with_changes;
        limited = limited || entry->limits > 0;
      }
      // A finding that fails does so whatever the values are that cannot be read.
      const bool unread = report_.workloads[workload].unread && !fails;
      failed_ += failed && !unread ? 1U : 0U;
      unread_ += unread ? 1U : 0U;
      unknown_ += unknown ? 1U : 0U;
      changes_ += changes ? 1U : 0U;
      if (!failed && !limited) unlimited_.push_back(report_.workloads[workload].name);
    }
  }

  std::string named(const std::vector<std::string>& names, std::size_t number) const {
    return names.size() <= few || options_.verbose ? join(names, ", ") : std::to_string(number);
  }
  std::string names_of(const std::vector<Skipped>& all, std::string_view noun) const {
    if (all.size() > few && !options_.verbose) return "--verbose names them";
    std::string names;
    for (const Skipped& one : all) {
      if (!names.empty()) names += ", ";
      const bool has_kind = !noun.empty() && one.kind != noun;
      if (has_kind) names += one.kind;
      if (has_kind && !one.name.empty()) names += ' ';
      names += one.name;
    }
    return names;
  }
  /// What was not looked into, for those who ask.
  std::string ignored(bool hidden) const {
    if (!options_.verbose) return {};
    std::vector<std::string_view> names;
    for (const Skipped& one : report_.ignored)
      if (one.kind.starts_with("hidden") == hidden) names.push_back(one.name);
    const std::size_t all = hidden ? report_.hidden_paths : report_.ignored_files;
    return fmt::format(" ({}{})", join(names, ", "), names.size() < all ? ", ..." : "");
  }
  std::string skipped(const std::vector<Skipped>& all, std::string_view noun) const {
    if (all.empty()) return {};
    return fmt::format("; {} without a workload skipped ({})", count(all.size(), noun), names_of(all, noun));
  }

  const Report& report_;
  const TextOptions& options_;
  std::size_t failed_ = 0, unread_ = 0, unknown_ = 0, changes_ = 0;
  std::vector<std::string> unlimited_;
};

}  // namespace

std::string gate_summary(const Report& report, const TextOptions& options) {
  return Summary(report, options).text();
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
    if (workload.unread && entry.verdict != Verdict::does_not_fit)
      out += fmt::format("{}: not judged against {}: a value of it cannot be read\n", workload.name,
                         entry.against);
    else if (!entry.passed || options.verbose)
      out += fmt::format(
          "{}: {}{}{} against {}: {}{}{}\n", workload.name, style.of(entry.verdict),
          entry.passed ? "passes" : "fails", style.off(), entry.against,
          entry.passed && entry.offering != entry.against ? entry.offering + " " : "", words(entry.verdict),
          !entry.passed && entry.verdict == Verdict::fits ? ", but --fail-on asks for more" : "");
  }
  out += Summary(report, options).text();
}

}  // namespace placer::report
