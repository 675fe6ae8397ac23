#include "base/decimal_text.hpp"
#include "report/cost.hpp"
#include "report/csv.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

constexpr std::uint64_t millionth = 1'000'000, nano = 1'000'000'000, pico = 1'000'000'000'000;

/// A plain decimal number; nothing for what has no upper end.
std::string number(std::int64_t value, std::uint64_t scale) {
  if (value == unbounded) return {};
  return (value < 0 ? "-" : "") + decimal_text(magnitude(value), scale);
}

std::string both(const Interval& value, std::uint64_t scale) {
  return fmt::format("{},{}", number(value.low, scale), number(value.high, scale));
}

}  // namespace

void render_cost_csv(const Report& report, const SourceMap& /*sources*/, std::string& out) {
  out +=
      "workload,offering,verdict,item,title,quantity_low,quantity_high,unit,price_low,price_high,amount_low,"
      "amount_high,currency,region,source,as_of\r\n";
  for (const WorkloadReport& workload : report.workloads)
    for (const OfferingReport* offering : by_cost(workload, true)) {
      if (!offering->cost) continue;
      const std::string head = fmt::format("{},{},{}", csv_field(workload.name), csv_field(offering->id()),
                                           to_string(offering->verdict));
      for (const BillLine& line : offering->cost->lines)
        out += fmt::format("{},{},{},{},{},{},{},USD,{},{},{}\r\n", head, csv_field(line.item),
                           csv_field(line.title), both(line.quantity, millionth), csv_field(line.unit),
                           both(line.price, pico), both(line.amount, nano), csv_field(line.region),
                           csv_field(line.source.url), csv_field(line.source.as_of));
      out += fmt::format("{},total,total,,,,,,{},USD,,,\r\n", head, both(offering->cost->total, nano));
    }
}

}  // namespace placer::report
