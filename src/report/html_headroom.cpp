// Bars that say how much of each limit is used. They stand in a table, so that all can be read without being
// seen.
#include "report/change_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/outlook_text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::report {
namespace {

constexpr double million = 1e6;

/// A bar on its track; both ends are parts of the whole.
std::string bar(double low, double high, bool tight) {
  const double width = std::max(100 * (high - low), 1.0);
  return fmt::format(
      "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" "
      "width=\"100\" height=\"8\"/><rect class=\"span{}\" x=\"{:.1f}\" width=\"{:.1f}\" "
      "height=\"8\"/></svg>",
      tight ? " tight" : "", std::min(100 * low, 99.0), std::min(width, 100.0));
}

void append_rooms(const HtmlPart& part, const OfferingReport& offering, std::string& out) {
  out += fmt::format("{}<table class=\"bars\">\n<caption>On {}</caption>\n<thead><tr>",
                     html_scroll(fmt::format("Headroom of {} on {}", part.workload.name, offering.id())),
                     html_id(offering.id()));
  for (const std::string_view title : {"Fact", "Used", "Now", "May grow to", "Stated at"})
    out += html_th(title);
  out += "</tr></thead>\n<tbody>\n";
  for (const Headroom& room : offering.headroom)
    out += fmt::format("<tr>{}<td>{}{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       html_th(room.fact, true), used_text(room),
                       bar(0, std::min(static_cast<double>(room.used) / million, 1.0),
                           room.used >= Headroom::thin && room.value.unit != "count"),
                       html_text(room.value.text), html_text(bound_text(room.limit, false)),
                       html_place(room.where, part.sources));
  out += "</tbody>\n</table>\n</div>\n";
}

}  // namespace

void append_html_headroom(const HtmlPart& part, std::string& out) {
  const OfferingReport* chosen = part.workload.find(part.workload.recommendation.id());
  const OfferingReport* target = part.workload.find(part.workload.target);
  if (target == chosen) target = nullptr;
  const auto has = [](const OfferingReport* one) { return one != nullptr && !one->headroom.empty(); };
  if (!has(chosen) && !has(target)) return;
  append_html_section(part, "headroom", "Room to grow", out);
  out +=
      "<p class=\"soft\">How far each fact may grow, all others as they are, before the offering no longer "
      "fits.</p>\n";
  for (const OfferingReport* one : {chosen, target})
    if (has(one)) append_rooms(part, *one, out);
  out += "</section>\n";
}

}  // namespace placer::report
