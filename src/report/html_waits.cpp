// How long a request waits for starts, over all requests: a bar from the least to the most for each offering,
// on a logarithmic scale of time, and the same as a table.
#include "report/comparison_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

constexpr double chart_width = 480, side = 12, row_height = 34, foot = 26;
constexpr std::size_t most_bars = 12;  // bars
using Offerings = std::vector<const OfferingReport*>;

constexpr std::pair<std::int64_t, std::string_view> ticks[] = {
    {0, "0"},        {10, "10ms"},     {100, "100ms"},     {1'000, "1s"},
    {10'000, "10s"}, {60'000, "1min"}, {600'000, "10min"}, {3'600'000, "1h"}};

class Chart {
 public:
  explicit Chart(const Offerings& offerings) {
    for (const OfferingReport* one : offerings)
      if (const auto wait = input_of(*one, "cold_start"); wait && bars_.size() < most_bars) {
        bars_.emplace_back(one, *wait);
        longest_ = std::max(longest_, wait->high);
      }
  }

  bool is_empty() const { return bars_.empty(); }

  void append(const HtmlPart& part, std::string& out) const {
    const double below = row_height * static_cast<double>(bars_.size()) + 6;
    out += fmt::format(
        "<figure>\n<svg role=\"img\" aria-labelledby=\"{0}-starts-title {0}-starts-desc\" viewBox=\"0 0 "
        "{1:.0f} {2:.0f}\" font-size=\"13\">\n  <title id=\"{0}-starts-title\">Wait for cold starts of "
        "{3}</title>\n  <desc id=\"{0}-starts-desc\">{4}</desc>\n",
        part.id, chart_width, below + foot, html_text(part.workload.name), html_text(description()));
    for (const auto& [time, text] : ticks)
      if (time <= longest_)
        out += fmt::format(
            "  <path d=\"M{0:.1f} 4V{1:.1f}\" stroke=\"var(--line)\"/>\n  <text x=\"{0:.1f}\" y=\"{2:.1f}\" "
            "text-anchor=\"{3}\">{4}</text>\n",
            x(time), below, below + 18, time == 0 ? "start" : "middle", text);
    double y = 0;
    for (const auto& [offering, wait] : bars_) {
      const double begin = x(wait.low), end = std::max(x(wait.high), begin + 3);
      out += fmt::format(
          "  <text class=\"strong\" x=\"{0:.1f}\" y=\"{1:.1f}\">{2}: {3}</text>\n  <rect class=\"span\" "
          "x=\"{4:.1f}\" y=\"{5:.1f}\" width=\"{6:.1f}\" height=\"9\" rx=\"2\"/>\n",
          side + 4, y + 17, html_text(offering->id()), html_text(wait_text(*offering, dash)), begin, y + 23,
          end - begin);
      y += row_height;
    }
    out += "</svg>\n</figure>\n";
  }

 private:
  double x(std::int64_t time) const {
    const auto power = [](std::int64_t one) { return std::log10(static_cast<double>(one) + 1); };
    return side + (chart_width - 2 * side - 16) * power(time) / power(longest_);
  }

  std::string description() const {
    std::string text;
    for (const auto& [offering, wait] : bars_)
      text += fmt::format("{}{} {}", text.empty() ? "" : "; ", offering->id(), wait_text(*offering, dash));
    return text;
  }

  std::vector<std::pair<const OfferingReport*, Interval>> bars_;
  std::int64_t longest_ = 1000;
};

std::string reason_of(const OfferingReport& offering) {
  for (const CriterionScore& criterion : offering.criteria)
    if (criterion.id == "cold_start") return criterion.reason;
  return {};
}

/// What formulas of queues say of a fixed or limited number of instances, beside the waits for starts.
void append_html_queues(const HtmlPart& part, const Offerings& shown, std::string& out) {
  const bool any = std::any_of(shown.begin(), shown.end(),
                               [](const OfferingReport* one) { return !one->queueing.empty(); });
  if (!any) return;
  append_html_section(part, "queues", "Waiting for a free place", out);
  out += "<ul>\n";
  for (const OfferingReport* one : shown)
    if (!one->queueing.empty())
      out += fmt::format("<li>{} {}</li>\n", html_id(one->id()), html_text(one->queueing));
  out += "</ul>\n</section>\n";
}

}  // namespace

void append_html_waits(const HtmlPart& part, std::string& out) {
  Offerings shown;
  for (const OfferingReport& offering : part.workload.offerings)
    if (offering.verdict != Verdict::does_not_fit && offering.status != "closed") shown.push_back(&offering);
  append_html_queues(part, shown, out);
  const Chart chart(shown);
  if (chart.is_empty()) return;
  append_html_section(part, "starts", "Waiting for cold starts", out);
  out += "<p class=\"soft\">How long a request waits for a start, on average over all requests.</p>\n";
  chart.append(part, out);
  out +=
      fmt::format("<details>\n<summary>The same as a table, with reasons</summary>\n{}<table>\n<thead><tr>",
                  html_scroll(fmt::format("Waiting for cold starts of {}", part.workload.name)));
  for (const std::string_view title : {"Offering", "Wait", "Why"}) out += html_th(title);
  out += "</tr></thead>\n<tbody>\n";
  for (const OfferingReport* one : shown)
    out += fmt::format("<tr>{}<td class=\"number\">{}</td><td>{}</td></tr>\n", html_th(one->id(), true),
                       html_text(wait_text(*one, dash)), html_text(reason_of(*one)));
  out += "</tbody>\n</table>\n</div>\n</details>\n</section>\n";
}

}  // namespace placer::report
