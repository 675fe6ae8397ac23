#include "engine/gate.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

/// The best verdict over the offerings that a name stands for; "" stands for all.
Verdict best(const WorkloadReport& workload, std::string_view name) {
  Verdict verdict = Verdict::does_not_fit;
  for (const OfferingReport& offering : workload.offerings)
    if (name.empty() || offering.platform == name || offering.id() == name)
      verdict = std::min(verdict, offering.verdict);
  return verdict;
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

Gate judge_gate(const Report& report, const GateOptions& options) {
  Gate gate;
  for (std::size_t i = 0; i < report.workloads.size(); ++i) {
    const WorkloadReport& workload = report.workloads[i];
    std::vector<std::string> names = options.require;
    if (names.empty()) names.emplace_back(workload.target);
    for (const std::string& name : names) {
      const Verdict verdict = best(workload, name);
      gate.entries.push_back({i, name.empty() ? "any offering" : name, verdict, passes(verdict, options)});
    }
  }
  gate.passed = !gate.entries.empty() && std::all_of(gate.entries.begin(), gate.entries.end(),
                                                     [](const GateEntry& entry) { return entry.passed; });
  return gate;
}

}  // namespace placer::engine
