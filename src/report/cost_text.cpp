// Bills for people: each offering that may be chosen with its total, the cheapest first, and under it the
// lines.
#include "base/money.hpp"
#include "base/text.hpp"
#include "report/cost.hpp"
#include "report/curve.hpp"
#include "report/rule_set_text.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

constexpr std::int64_t millionth = 1'000'000;

std::vector<Cell> row(const BillLine& line, const Style& style) {
  const std::string_view times = style.unicode ? "×" : "x";
  return {{fmt::format("{}{}", line.title, line.amount.low < 0 ? ", given back" : "")},
          {fmt::format("{} {}", quantity_text(line.quantity), line.unit)},
          {line.price == Interval{0, 0} ? std::string("free")
                                        : fmt::format("{} {}", times, price_text(line.price)),
           style.dim(), style.off()},
          {amount_text(line.amount)}};
}

std::string period(const Cost& cost) {
  return cost.months == 1 ? std::string("a month") : fmt::format("in {} months", cost.months);
}

void append_bill(const OfferingReport& offering, const TextOptions& options, std::string& out) {
  const Style style{options.colour, options.unicode};
  if (!offering.cost) {
    out += fmt::format("  {}{}{}  no price is recorded\n", style.bold(), offering.id(), style.off());
    return;
  }
  const Cost& cost = *offering.cost;
  out += fmt::format("  {}{}{}  {}{}", style.bold(), offering.id(), style.off(), money_text(cost.total),
                     cost.total.high == unbounded && cost.total.low == 0 ? "" : " " + period(cost));
  if (offering.size && !offering.size->text.empty()) out += fmt::format(", {}", offering.size->text);
  if (offering.verdict != Verdict::fits) out += fmt::format(" ({})", words(offering.verdict));
  out += '\n';
  std::vector<std::vector<Cell>> rows;
  for (const BillLine& line : cost.lines) rows.push_back(row(line, style));
  append_table(rows, 4, options.width, out);
  if (!cost.missing.empty())
    out += fmt::format("    {}{}{}\n", style.dim(),
                       wrap(fmt::format("more exact with {}", join(cost.missing, ", ")), options.width, 4),
                       style.off());
  if (options.verbose)
    for (const BillLine& line : cost.lines)
      out += fmt::format("    {}{}: {}, {}, {}{}\n", style.dim(), line.item, line.region, line.source.url,
                         line.source.as_of, style.off());
}

/// What costs least first; what is open above behind what is not.
bool is_cheaper(const OfferingReport* a, const OfferingReport* b) {
  if (!a->cost || !b->cost) return a->cost && !b->cost;
  const Interval &one = a->cost->total, &other = b->cost->total;
  if ((one.high == unbounded) != (other.high == unbounded)) return one.high != unbounded;
  if (one.high == unbounded) return one.low < other.low;
  return one.middle() < other.middle();
}

}  // namespace

std::string quantity_text(const Interval& quantity) {
  const auto text = [](std::int64_t one) {
    return number_text(one, millionth, one < 100 * millionth ? 3 : 0);
  };
  if (quantity.high == unbounded)
    return quantity.low == 0 ? std::string("?") : text(quantity.low) + " or more";
  const std::string low = text(quantity.low), high = text(quantity.high);
  return low == high ? low : fmt::format("{} to {}", low, high);
}

std::string amount_text(const Interval& nano) {
  return nano.high == unbounded && nano.low == 0 ? std::string("?") : money_text(nano);
}

std::vector<const OfferingReport*> by_cost(const WorkloadReport& workload, bool all) {
  std::vector<const OfferingReport*> offerings;
  for (const OfferingReport& offering : workload.offerings)
    if (all || (offering.verdict != Verdict::does_not_fit && offering.status != "closed"))
      offerings.push_back(&offering);
  std::stable_sort(offerings.begin(), offerings.end(), is_cheaper);
  return offerings;
}

void append_heading(const WorkloadReport& workload, const SourceMap& sources, const Style& style,
                    std::string& out) {
  out += fmt::format("{}{}{}  {}{}{}\n", style.bold(), workload.name, style.off(), style.dim(),
                     sources.describe(workload.where), style.off());
}

void append_basis(const Report& report, const Style& style, std::string& out) {
  if (report.workloads.empty()) return;
  out += fmt::format("\n{}list prices, without taxes and discounts{}\n{}{}{}\n", style.dim(), style.off(),
                     style.dim(), rule_set_text(report.rule_set), style.off());
}

void render_cost_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                      std::string& out) {
  const Style style{options.colour, options.unicode};
  for (const WorkloadReport& workload : report.workloads) {
    if (&workload != report.workloads.data()) out += '\n';
    append_heading(workload, sources, style, out);
    const auto offerings = by_cost(workload, options.in_full);
    if (offerings.empty()) out += "  no offering fits, so there is no bill; `placer analyze` says why\n";
    for (const OfferingReport* offering : offerings) append_bill(*offering, options, out);
    if (workload.curve && !workload.curve->turns.empty())
      out += fmt::format("  {}\n", wrap(turns_text(*workload.curve), options.width, 4));
  }
  append_basis(report, style, out);
}

}  // namespace placer::report
