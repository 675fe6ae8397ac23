#include "report/score_text.hpp"

#include "base/text.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::report {
namespace {

/// With a decimal where there is one: `unit` is a whole point.
std::string range(std::int64_t low, std::int64_t high, std::int64_t unit, std::string_view dash) {
  const Interval tenths = rounded(low * 10, high * 10, unit);
  const auto text = [](std::int64_t value) {
    return value % 10 == 0 ? fmt::format("{}", value / 10) : fmt::format("{}.{}", value / 10, value % 10);
  };
  return tenths.is_point() ? text(tenths.low)
                           : fmt::format("{}{}{}", text(tenths.low), dash, text(tenths.high));
}

}  // namespace

Interval rounded(std::int64_t low, std::int64_t high, std::int64_t unit) {
  if (low == high) return {(low + unit / 2) / unit, (low + unit / 2) / unit};
  return {low / unit, (high + unit - 1) / unit};
}

std::string points_text(const Score& score, std::string_view dash) {
  return range(score.low, score.high, 1000, dash);
}

std::string whole_points_text(const Score& score, std::string_view dash) {
  const Interval whole = rounded(score.low, score.high, 1000);
  return whole.is_point() ? std::to_string(whole.low) : fmt::format("{}{}{}", whole.low, dash, whole.high);
}

std::string weight_text(std::int64_t halves) {
  return fmt::format("{}{}", halves / 2, halves % 2 == 0 ? "" : ".5");
}

void append_score(const WorkloadReport& workload, const OfferingReport& offering, bool unicode,
                  std::size_t width, std::string& text) {
  const Style style{false, unicode};
  std::int64_t total = 0;
  for (const CriterionScore& part : offering.criteria) total += part.weight;
  if (!text.empty()) text += '\n';
  text += fmt::format("{} on {}: {}", workload.name, offering.id(), words(offering.verdict));
  if (offering.criteria.empty() || offering.verdict == Verdict::does_not_fit || total == 0) {
    text += ", and so has no score\n";
    for (const Finding& finding : offering.findings)
      if (finding.outcome == Outcome::fail)
        text += fmt::format("  {} {}\n", style.bullet(),
                            wrap(fmt::format("{} [{}]", finding.message, finding.rule), width, 4));
    return;
  }
  text += fmt::format(", score {}\n\n", points_text(offering.score, style.dash()));
  std::vector<std::vector<Cell>> rows{
      {{"criterion"}, {"looks at"}, {"points"}, {"x weight"}, {"= part of the score"}}};
  for (const CriterionScore& part : offering.criteria)
    rows.push_back({{std::string(part.title)},
                    {part.input.text},
                    {points_text(part.score, style.dash())},
                    {fmt::format("{} of {}", weight_text(part.weight), weight_text(total))},
                    {range(part.score.low * std::int64_t{part.weight},
                           part.score.high * std::int64_t{part.weight}, total * 1000, style.dash())}});
  append_table(rows, 2, width, text);
}

}  // namespace placer::report
