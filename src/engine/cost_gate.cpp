// The gate on what a month costs. A bill is an interval: what is dearer for certain fails, what may be is
// said, and fails where what is unknown does.
#include "base/text.hpp"
#include "engine/gate.hpp"
#include "engine/severity.hpp"

#include <fmt/core.h>

#include <utility>

namespace placer::engine {
namespace {

constexpr std::int64_t nano_per_micro = 1000;

const OfferingReport* find(const WorkloadReport& workload, std::string_view id) {
  for (const OfferingReport& offering : workload.offerings)
    if (offering.id() == id) return &offering;
  return nullptr;
}

/// "$12 to $20", "$12 or more".
std::string dollars(const Interval& nano) {
  const auto text = [](std::int64_t value) {
    const std::int64_t cents = (value + 5'000'000) / 10'000'000;
    return fmt::format("${}.{:02}", cents / 100, cents % 100);
  };
  if (nano.high == unbounded)
    return nano.low == 0 ? std::string("nobody knows how much") : text(nano.low) + " or more";
  const std::string low = text(nano.low), high = text(nano.high);
  return low == high ? low : fmt::format("{} to {}", low, high);
}

}  // namespace

void report_cost(Report& report, const GateOptions& options, std::span<const GateOptions* const> each) {
  for (const GateEntry& entry : report.gate->entries) {
    const GateOptions& own = each.empty() ? options : *each[entry.workload];
    const WorkloadReport& workload = report.workloads[entry.workload];
    const OfferingReport* offering = find(workload, entry.offering);
    const Outcome outcome = offering == nullptr ? Outcome::pass : cost_outcome(*offering, own);
    if (outcome == Outcome::pass) continue;
    const bool dearer = outcome == Outcome::fail;
    std::string help = "`placer cost` shows the bill";
    if (!dearer && offering->cost && !offering->cost->missing.empty())
      help += "; state " + join(offering->cost->missing, ", ");
    report.diagnostics.push_back(
        {Severity::warning,
         "gate.cost",
         fmt::format("{} on {} {} {} a month; {} at most is asked for", workload.name, entry.offering,
                     dearer ? "costs" : "may cost",
                     dollars(offering->cost ? offering->cost->total : Interval{0, unbounded}),
                     dollars({*own.cost * nano_per_micro, *own.cost * nano_per_micro})),
         workload.where,
         std::move(help),
         {}});
  }
}

}  // namespace placer::engine
