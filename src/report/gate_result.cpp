#include "report/gate_result.hpp"

#include "base/text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::report {
namespace {

Standing standing_of(const WorkloadReport& workload, std::span<const GateEntry> entries) {
  const auto any = [&](auto holds) { return std::any_of(entries.begin(), entries.end(), holds); };
  // A finding that fails does so whatever the values are that cannot be read.
  if (workload.unread && !any([](const GateEntry& entry) { return entry.certainly_fails(); }))
    return Standing::unread;
  if (any([](const GateEntry& entry) { return !entry.passed; })) return Standing::fails;
  return any([](const GateEntry& entry) { return entry.verdict == Verdict::unknown && !entry.refused; })
             ? Standing::undecided
             : Standing::passes;
}

}  // namespace

std::string_view words(Standing standing) {
  switch (standing) {
    case Standing::fails: return "fails";
    case Standing::unread: return "not judged";
    case Standing::undecided: return "undecided";
    case Standing::passes: return "passes";
  }
  return "";
}

std::vector<GateResult> gate_results(const Report& report) {
  std::vector<GateResult> results;
  const std::span<const GateEntry> entries = report.gate->entries;
  for (std::size_t begin = 0; begin < entries.size();) {
    std::size_t end = begin;
    while (end < entries.size() && entries[end].workload == entries[begin].workload) ++end;
    const auto own = entries.subspan(begin, end - begin);
    const std::size_t workload = own.front().workload;
    results.push_back({workload, own, standing_of(report.workloads[workload], own)});
    begin = end;
  }
  return results;
}

std::string outcome_of(const GateEntry& entry) {
  if (entry.refused && entry.verdict != Verdict::does_not_fit) return "what is set is refused";
  const bool asked = !entry.passed && entry.verdict != Verdict::does_not_fit;
  return fmt::format("{}{}", words(entry.verdict), asked ? ", but --fail-on asks for more" : "");
}

std::string gate_headline(const Report& report) {
  const std::vector<GateResult> results = gate_results(report);
  const auto count = [&](Standing standing) {
    return static_cast<std::size_t>(std::count_if(
        results.begin(), results.end(), [&](const GateResult& one) { return one.standing == standing; }));
  };
  const std::size_t failed = count(Standing::fails), unread = count(Standing::unread);
  std::string text = counted(results.size(), "workload");
  if (results.empty())
    text = "nothing was judged";
  else if (failed > 0)
    text = fmt::format("{} of {} {}", failed, text, failed == 1 ? "fails" : "fail");
  else if (unread > 0)
    text = fmt::format("{} of {} not judged", unread, text);
  else
    text += results.size() == 1 ? " passes" : " pass";
  if (const std::size_t stale = report.gate->stale_rules.size(); stale > 0)
    text += fmt::format("; the gate fails for {} too old", counted(stale, "rule"));
  return text;
}

std::span<const Annotation> annotations_of(std::span<const Annotation> annotations, std::size_t workload) {
  const auto begin = std::partition_point(annotations.begin(), annotations.end(),
                                          [&](const Annotation& one) { return one.workload < workload; });
  const auto end = std::partition_point(begin, annotations.end(),
                                        [&](const Annotation& one) { return one.workload == workload; });
  return {begin, end};
}

}  // namespace placer::report
