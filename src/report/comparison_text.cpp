#include "report/comparison_text.hpp"

#include "base/money.hpp"
#include "base/text.hpp"
#include "report/change_text.hpp"
#include "report/obstacle_text.hpp"
#include "report/outlook_text.hpp"
#include "report/score_text.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

/// "0.06-1.2s": with a unit that they share written once.
std::string span_text(std::string low, const std::string& high, std::string_view dash) {
  if (low == high) return low;
  const auto unit_of = [](std::string_view text) {
    return text.substr(std::min(text.find_first_not_of("$0123456789.,<"), text.size()));
  };
  const std::string_view unit = unit_of(high);
  if (!unit.empty() && unit_of(low) == unit) low.resize(low.size() - unit.size());
  return fmt::format("{}{}{}", low, dash, high.starts_with('$') ? high.substr(1) : high);
}

class Comparison {
 public:
  Comparison(const WorkloadReport& workload, const TextOptions& options, std::string& out)
      : workload_(workload), options_(options), style_{options.colour, options.unicode}, out_(out) {}

  void run() {
    std::vector<std::vector<Cell>> rows{
        {heading(""), heading(""), heading("score"), heading("a month"), heading("start wait"), heading("")}};
    std::vector<std::string> also, changed, perhaps, out, never;
    for (const OfferingReport& offering : workload_.offerings) {
      if (is_row(offering))
        rows.push_back(row(offering));
      else if (offering.verdict == Verdict::does_not_fit)
        (offering.changes.empty() ? never : out).push_back(offering.id());
      else if (offering.verdict == Verdict::fits_with_changes)
        changed.push_back(fmt::format("{}: {}", in_short(offering), first_failure(offering)));
      else
        (offering.verdict == Verdict::unknown ? perhaps : also).push_back(in_short(offering));
    }
    append_table(rows, 4, options_.width, out_);
    left_out();
    queues();
    for (std::vector<std::string>* list : {&out, &never}) std::sort(list->begin(), list->end());
    also_ran("fit too", join(also, ", "));
    also_ran("fit with changes", join(changed, "; "));
    also_ran("undecided", join(perhaps, ", "));
    also_ran("do not fit (--on shows what would change it)", by_platform({out.begin(), out.end()}, SIZE_MAX));
    also_ran("do not fit, and nothing that can change makes them fit",
             by_platform({never.begin(), never.end()}, SIZE_MAX));
  }

 private:
  bool is_row(const OfferingReport& offering) const {
    const auto first =
        std::find_if(workload_.offerings.begin(), workload_.offerings.end(),
                     [&](const OfferingReport& one) { return one.platform == offering.platform; });
    return &*first == &offering || in_full() || offering.id() == workload_.target;
  }

  /// What formulas of queues say of the rows, the same of several once.
  void queues() {
    std::vector<std::pair<std::string_view, std::vector<std::string>>> texts;
    for (const OfferingReport& offering : workload_.offerings) {
      if (!is_row(offering) || offering.verdict == Verdict::does_not_fit || offering.queueing.empty())
        continue;
      auto same = std::find_if(texts.begin(), texts.end(),
                               [&](const auto& other) { return other.first == offering.queueing; });
      if (same == texts.end()) same = texts.insert(texts.end(), {offering.queueing, {}});
      same->second.push_back(offering.id());
    }
    for (const auto& [text, offerings] : texts) also_ran(join(offerings, ", "), text);
  }

  /// What the costs of the rows do not count, by line of the bill.
  void left_out() {
    std::vector<std::pair<std::string_view, std::vector<std::string>>> lines;
    for (const OfferingReport& offering : workload_.offerings) {
      if (!is_row(offering) || offering.verdict == Verdict::does_not_fit || left_out_text(offering).empty())
        continue;
      for (const std::string_view title : offering.cost_lacks) {
        auto line =
            std::find_if(lines.begin(), lines.end(), [&](const auto& other) { return other.first == title; });
        if (line == lines.end()) line = lines.insert(lines.end(), {title, {}});
        line->second.push_back(offering.id());
      }
    }
    std::vector<std::string> texts;
    for (const auto& [title, offerings] : lines)
      texts.push_back(fmt::format("{} ({})", title, join(offerings, ", ")));
    also_ran("a month is without what nobody says the amount of", join(texts, "; "));
  }

  /// Of each offering, since they were asked for by name or all are.
  bool in_full() const { return options_.verbose || options_.in_full; }

  Cell heading(std::string_view title) const { return {std::string(title), style_.dim(), style_.off()}; }

  void also_ran(std::string_view how, std::string_view which) {
    if (which.empty()) return;
    out_ += fmt::format("    {}{}{}\n", style_.dim(),
                        wrap(fmt::format("{}: {}", how, which), options_.width, 6), style_.off());
  }

  /// "aws-ecs/express 80-87 (recent)"
  std::string in_short(const OfferingReport& offering) const {
    std::string text = fmt::format("{} {}", offering.id(), whole_points_text(offering.score, style_.dash()));
    if (offering.status != "settled") text += fmt::format(" ({})", offering.status);
    return text;
  }

  std::vector<Cell> row(const OfferingReport& offering) const {
    const bool out = offering.verdict == Verdict::does_not_fit;
    std::string last = remark_text(offering);
    const auto add = [&](const std::string& more) { last += (last.empty() ? "" : "; ") + more; };
    if (out && !is_told(offering))
      add(offering.changes.empty() ? "nothing that can change makes it fit"
                                   : "--on shows what would change it");
    if (!out && !offering.trigger_path.empty()) add(fmt::format("through {}", offering.trigger_path));
    if (offering.status != "settled")
      last = fmt::format("{}{}{}", offering.status, last.empty() ? "" : "; ", last);
    std::vector<Cell> cells{
        {offering.id(), style_.bold(), style_.off()},
        {std::string(words(offering.verdict)), style_.of(offering.verdict), style_.off()}};
    if (!out)
      cells.insert(cells.end(), {{whole_points_text(offering.score, style_.dash())},
                                 {month_text(offering, style_.dash())},
                                 {wait_text(offering, style_.dash())}});
    cells.push_back({std::move(last)});
    return cells;
  }

  /// Whether what would change it has a line of its own.
  bool is_told(const OfferingReport& offering) const {
    const auto told = nearest(workload_, in_full());
    return std::find(told.begin(), told.end(), &offering) != told.end();
  }

  const WorkloadReport& workload_;
  const TextOptions& options_;
  Style style_;
  std::string& out_;
};

}  // namespace

std::optional<Interval> input_of(const OfferingReport& offering, std::string_view criterion) {
  for (const CriterionScore& part : offering.criteria)
    if (part.id == criterion && part.input.interval && part.input.interval->high != unbounded)
      return part.input.interval;
  return std::nullopt;
}

std::string month_text(const OfferingReport& offering, std::string_view dash) {
  constexpr std::int64_t nano_per_micro = 1000;
  const auto cost = input_of(offering, "monthly_cost");
  if (!cost || cost->high > INT64_MAX / nano_per_micro) return "?";
  return span_text(short_money_text(cost->low * nano_per_micro),
                   short_money_text(cost->high * nano_per_micro), dash);
}

std::string left_out_text(const OfferingReport& offering) {
  if (offering.cost_lacks.empty() || !input_of(offering, "monthly_cost")) return {};
  return "without " + join(offering.cost_lacks, ", ");
}

std::string wait_text(const OfferingReport& offering, std::string_view dash) {
  const auto exposure = input_of(offering, "cold_start");
  if (!exposure) return "?";
  return span_text(format_approximate(exposure->low, Unit::duration),
                   format_approximate(exposure->high, Unit::duration), dash);
}

std::string remark_text(const OfferingReport& offering) {
  switch (offering.verdict) {
    case Verdict::fits_with_changes:
    case Verdict::does_not_fit: return first_failure(offering);
    case Verdict::unknown: return open_question(offering);
    case Verdict::fits: break;
  }
  return offering.size ? offering.size->text : std::string();
}

void append_comparison(const WorkloadReport& workload, const TextOptions& options, std::string& out) {
  Comparison(workload, options, out).run();
}

}  // namespace placer::report
