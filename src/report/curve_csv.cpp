#include "base/decimal_text.hpp"
#include "report/csv.hpp"
#include "report/curve.hpp"

#include <fmt/core.h>

namespace placer::report {

void render_curve_csv(const Report& report, const SourceMap& /*sources*/, std::string& out) {
  constexpr std::uint64_t nano = 1'000'000'000;
  const auto dollars = [](std::int64_t value) {
    return value == unbounded ? std::string() : decimal_text(magnitude(value), nano);
  };
  out += "workload,requests_a_month,offering,low,high,currency\r\n";
  for (const WorkloadReport& workload : report.workloads) {
    if (!workload.curve) continue;
    for (std::size_t at = 0; at < workload.curve->requests.size(); ++at)
      for (const CostCurve::Series& series : workload.curve->series)
        out += fmt::format("{},{},{},{},{},USD\r\n", csv_field(workload.name), workload.curve->requests[at],
                           series.offering, dollars(series.totals[at].low), dollars(series.totals[at].high));
  }
}

}  // namespace placer::report
