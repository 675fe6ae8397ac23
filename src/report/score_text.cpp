#include "report/score_text.hpp"

#include "report/table.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::report {
namespace {

std::string range(std::int64_t low, std::int64_t high, std::int64_t unit, std::string_view dash) {
  const auto tenths = [&](std::int64_t value) {
    const std::int64_t rounded = (value * 10 + unit / 2) / unit;
    return rounded % 10 == 0 ? fmt::format("{}", rounded / 10)
                             : fmt::format("{}.{}", rounded / 10, rounded % 10);
  };
  return low == high ? tenths(low) : fmt::format("{}{}{}", tenths(low), dash, tenths(high));
}

}  // namespace

std::string weight_text(std::int64_t halves) {
  return fmt::format("{}{}", halves / 2, halves % 2 == 0 ? "" : ".5");
}

void append_score(const WorkloadReport& workload, const OfferingReport& offering, bool unicode,
                  std::size_t width, std::string& text) {
  const std::string_view dash = unicode ? "\u2013" : "-";
  std::int64_t total = 0;
  for (const CriterionScore& part : offering.criteria) total += part.weight;
  if (!text.empty()) text += '\n';
  text += fmt::format("{} on {}: {}", workload.name, offering.id(), to_string(offering.verdict));
  if (offering.criteria.empty() || offering.verdict == Verdict::does_not_fit || total == 0) {
    text += ", which has no score\n";
    return;
  }
  text += fmt::format(", score {}\n\n", range(offering.score.low, offering.score.high, 1000, dash));
  std::vector<std::vector<Cell>> rows{
      {{"criterion"}, {"looks at"}, {"points"}, {"x weight"}, {"= part of the score"}}};
  for (const CriterionScore& part : offering.criteria)
    rows.push_back({{std::string(part.title)},
                    {part.input.text},
                    {range(part.score.low, part.score.high, 1000, dash)},
                    {fmt::format("{} of {}", weight_text(part.weight), weight_text(total))},
                    {range(part.score.low * std::int64_t{part.weight},
                           part.score.high * std::int64_t{part.weight}, total * 1000, dash)}});
  append_table(rows, 2, width, text);
}

}  // namespace placer::report
