// What a month costs as traffic grows, drawn and as a table, and the bill of what is recommended.
#include "base/money.hpp"
#include "base/text.hpp"
#include "report/comparison_text.hpp"
#include "report/cost.hpp"
#include "report/curve.hpp"
#include "report/curve_drawing.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {
namespace {

/// Narrow, so that its texts can still be read on a narrow screen; the names stand in a legend.
constexpr CurveLook narrow{
    480,
    320,
    66,
    24,
    36,
    30,
    "var(--ink)",
    "var(--soft)",
    "var(--line)",
    {"var(--c0)", "var(--c1)", "var(--c2)", "var(--c3)", "var(--c4)", "var(--c5)", "var(--c6)", "var(--c7)"},
    0.12,
    false};

using Lines = std::vector<const CostCurve::Series*>;

/// The curve without offerings that do not fit, which are there where they were asked for by name.
CostCurve fitting(const WorkloadReport& workload) {
  CostCurve curve = *workload.curve;
  std::erase_if(curve.series, [&](const CostCurve::Series& series) {
    const OfferingReport* offering = workload.find(series.offering);
    return offering != nullptr && offering->verdict == Verdict::does_not_fit;
  });
  return curve;
}

/// What is recommended, where the workload is, and the best offering of each platform, beside those that are
/// the cheapest somewhere.
Lines lines_of(const WorkloadReport& workload, const CostCurve& curve) {
  std::vector<std::string> asked{workload.recommendation.id(), std::string(workload.target)};
  std::vector<std::string_view> seen;
  for (const OfferingReport& one : workload.offerings) {
    if (std::find(seen.begin(), seen.end(), one.platform) != seen.end()) continue;
    seen.push_back(one.platform);
    asked.push_back(one.id());
  }
  return drawn_series(curve, asked);
}

constexpr std::size_t every = 4;  // of the steps, in the table

void append_legend(const Lines& lines, std::string& out) {
  out += "<ul class=\"legend\">\n";
  // Dearest first, as the lines lie at their right end.
  for (std::size_t at = lines.size(); at-- > 0;)
    out += fmt::format(
        "<li><svg viewBox=\"0 0 28 12\" aria-hidden=\"true\"><path d=\"M0 6H28\" stroke=\"{}\" "
        "stroke-width=\"3\"{}/></svg>{}</li>\n",
        narrow.colours[at], dash_of(at), html_id(lines[at]->offering));
  out += "</ul>\n";
}

void append_table(const HtmlPart& part, const CostCurve& curve, const Lines& lines, std::string& out) {
  out += fmt::format("<details>\n<summary>The same as a table</summary>\n{}<table>\n<thead><tr>{}{}",
                     html_scroll(fmt::format("Costs of {} as traffic grows", part.workload.name)),
                     html_th("Rate"), html_th("Requests a month"));
  for (const CostCurve::Series* line : lines) out += html_th(line->offering);
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t at = (curve.requests.size() - 1) % every; at < curve.requests.size(); at += every) {
    out += fmt::format("<tr>{}<td class=\"number\">{}</td>", html_th(rate_text(curve.requests[at]), true),
                       number_text(curve.requests[at], 1, 0));
    for (const CostCurve::Series* line : lines)
      out += fmt::format("<td class=\"number\">{}</td>", html_text(money_text(line->totals[at])));
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n</div>\n</details>\n";
}

}  // namespace

void append_html_curve(const HtmlPart& part, std::string& out) {
  if (!part.workload.curve) return;
  const CostCurve curve = fitting(part.workload);
  const Lines lines = lines_of(part.workload, curve);
  if (lines.empty()) return;
  const std::string turns = turns_text(curve);
  append_html_section(part, "cost", "Cost as traffic grows", out);
  if (!turns.empty()) out += fmt::format("<p>{}</p>\n", html_text(turns));
  out += fmt::format(
      "<figure>\n<svg role=\"img\" aria-labelledby=\"{0}-cost-title {0}-cost-desc\" viewBox=\"0 0 {1:.0f} "
      "{2:.0f}\" font-size=\"12\">\n  <title id=\"{0}-cost-title\">Dollars a month by requests a second for "
      "{3}</title>\n  <desc id=\"{0}-cost-desc\">{4}</desc>\n",
      part.id, narrow.width, narrow.height, html_text(part.workload.name),
      html_text(turns.empty() ? "The table below has the numbers" : turns));
  append_curve(curve, lines, narrow, out);
  out +=
      "</svg>\n<figcaption>Dollars a month by requests a second, both on logarithmic scales; bands reach "
      "from the low to the high end of each bill";
  if (!turns.empty()) out += ", dotted lines mark where another offering becomes the cheapest";
  out += ".</figcaption>\n";
  append_legend(lines, out);
  out += "</figure>\n";
  append_table(part, curve, lines, out);
  append_html_bill(part, out);
  out += "</section>\n";
}

void append_html_bill(const HtmlPart& part, std::string& out) {
  const OfferingReport* offering = part.workload.find(part.workload.recommendation.id());
  if (offering == nullptr || !offering->cost || offering->cost->lines.empty()) return;
  out += fmt::format(
      "<details>\n<summary>The bill of a month on {}, with the sources of its prices</summary>\n{}<table>\n"
      "<thead><tr>",
      html_id(offering->id()), html_scroll(fmt::format("The bill of {}", part.workload.name)));
  for (const std::string_view title : {"Line", "Quantity", "Price of one", "Amount", "Region", "Source"})
    out += html_th(title);
  out += "</tr></thead>\n<tbody>\n";
  for (const BillLine& line : offering->cost->lines)
    out += fmt::format(
        "<tr>{}<td class=\"number\">{} {}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>"
        "<td>{}</td><td>{}</td></tr>\n",
        html_th(line.title, true), html_text(quantity_text(line.quantity)), html_text(line.unit),
        html_text(price_text(line.price)), html_text(amount_text(line.amount)), html_text(line.region),
        html_source(line.source));
  std::string open;
  if (!left_out_text(*offering).empty())
    open = fmt::format(
        ": nobody says how much there is of {}, so the bill is open above, and the score, and “A month” with "
        "it, go without",
        join(offering->cost_lacks, ", "));
  out += fmt::format("</tbody>\n</table>\n</div>\n<p>In all {}{}</p>\n</details>\n",
                     html_text(amount_text(offering->cost->total)), html_text(open));
}

}  // namespace placer::report
