#include "base/money.hpp"
#include "base/text.hpp"
#include "report/cost.hpp"
#include "report/curve.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t shown = 3;  // offerings at each rate
constexpr std::size_t every = 4;  // of the steps

std::vector<Cell> row(const CostCurve& curve, std::size_t at, const Style& style) {
  std::vector<const CostCurve::Series*> order;
  for (const CostCurve::Series& series : curve.series) order.push_back(&series);
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
    return a->totals[at].middle() < b->totals[at].middle();
  });
  std::vector<Cell> cells{{rate_text(curve.requests[at]), style.bold(), style.off()},
                          {number_text(curve.requests[at], 1, 0)}};
  for (std::size_t i = 0; i < std::min(shown, order.size()); ++i)
    cells.push_back({fmt::format("{} {}", order[i]->offering, money_text(order[i]->totals[at]))});
  return cells;
}

}  // namespace

std::string rate_text(std::int64_t requests) {
  // Of a thousandth of a request in a second, as far as three digits go.
  const std::int64_t milli = (requests * 1000 + seconds_of_month / 2) / seconds_of_month;
  return milli < 10 ? fmt::format("{}/month", number_text(requests, 1, 0))
                    : format_approximate(milli, Unit::rate);
}

const CostCurve::Series* cheapest_throughout(const CostCurve& curve) {
  if (!curve.turns.empty() || curve.series.empty()) return nullptr;
  const auto first = std::min_element(
      curve.series.begin(), curve.series.end(),
      [](const auto& a, const auto& b) { return a.totals.front().middle() < b.totals.front().middle(); });
  return first->totals.front().middle() == unbounded ? nullptr : &*first;
}

std::string turns_text(const CostCurve& curve) {
  if (curve.turns.empty()) {
    const CostCurve::Series* cheapest = cheapest_throughout(curve);
    return cheapest == nullptr ? std::string()
                               : fmt::format("cheapest from {} to {}: {}", rate_text(curve.requests.front()),
                                             rate_text(curve.requests.back()), cheapest->offering);
  }
  std::string text = "cheapest: ";
  for (const CostCurve::Turn& turn : curve.turns)
    text += fmt::format("{} below {} ({} requests a month), ", turn.below, rate_text(turn.requests),
                        number_text(turn.requests, 1, 0));
  return text + fmt::format("{} above", curve.turns.back().above);
}

void render_curve_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                       std::string& out) {
  const Style style{options.colour, options.unicode};
  for (const WorkloadReport& workload : report.workloads) {
    if (&workload != report.workloads.data()) out += '\n';
    append_heading(workload, sources, style, out);
    if (!workload.curve || workload.curve->series.empty()) {
      out += "  no curve: nothing that fits has a price, or nobody says how long a request takes\n";
      continue;
    }
    const CostCurve& curve = *workload.curve;
    if (const std::string turns = turns_text(curve); !turns.empty())
      out += fmt::format("  {}\n", wrap(turns, options.width, 4));
    std::vector<std::vector<Cell>> rows{{{"rate", style.dim(), style.off()},
                                         {"requests a month", style.dim(), style.off()},
                                         {"the cheapest, a month", style.dim(), style.off()}}};
    for (std::size_t at = (curve.requests.size() - 1) % every; at < curve.requests.size(); at += every)
      rows.push_back(row(curve, at, style));
    append_table(rows, 4, one_line, out);
  }
  append_basis(report, style, out);
}

}  // namespace placer::report
