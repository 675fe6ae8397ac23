// Findings and advice, each with the place that asked for it and the source of its rule.
#include "base/text.hpp"
#include "report/change_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/obstacle_text.hpp"
#include "report/outlook_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

const RuleInfo* rule_of(const Report& report, std::string_view id) {
  const auto found = std::find_if(report.rules.begin(), report.rules.end(),
                                  [&](const RuleInfo& rule) { return rule.id == id; });
  return found == report.rules.end() ? nullptr : &*found;
}

std::string source_of(const Report& report, std::string_view id) {
  const RuleInfo* rule = rule_of(report, id);
  return rule == nullptr ? std::string() : html_source(rule->source);
}

std::string places_of(const std::vector<Location>& places, const SourceMap& sources) {
  std::vector<std::string> texts;
  for (const Location& place : places) texts.push_back(html_place(place, sources));
  return join(texts, ", ");
}

std::string ids(const std::vector<std::string>& offerings) {
  std::vector<std::string> texts;
  for (const std::string& id : offerings) texts.push_back(html_id(id));
  return join(texts, ", ");
}

/// A paragraph; nothing of nothing.
std::string paragraph(const std::string& html) {
  return html.empty() ? std::string() : fmt::format("<p>{}</p>\n", html);
}

void append_obstacle(const HtmlPart& part, const Obstacle& obstacle, std::string& out) {
  const Finding& finding = *obstacle.finding;
  out += fmt::format("<li class=\"finding\">\n<p>{}: {} {}</p>\n", ids(obstacle.offerings),
                     html_text(finding.message), html_id(finding.rule));
  if (!finding.remedy.empty()) out += fmt::format("<p>To do: {}</p>\n", html_text(finding.to_do()));
  if (finding.suppression != Suppression::none) {
    const Suppression& one = part.report.suppressions[finding.suppression];
    out += fmt::format("<p>Ignored at {}: {}</p>\n", html_place(one.where, part.sources),
                       html_text(one.because));
  }
  out += paragraph(join(
      std::vector<std::string>{places_of(finding.places, part.sources), source_of(part.report, finding.rule)},
      " "));
  out += "</li>\n";
}

void append_changes(const HtmlPart& part, std::string& out) {
  std::string items;
  for (const OfferingReport* offering : nearest(part.workload, part.in_full || part.verbose))
    items += fmt::format(
        "<li>{}: {}</li>\n", html_id(offering->id()),
        html_text(offering->changes.empty() ? std::string("nothing that can change makes it fit")
                                            : describe(offering->changes.front(), part.report.rules)));
  if (!items.empty()) out += fmt::format("<h4>What would change it</h4>\n<ul>\n{}</ul>\n", items);
}

}  // namespace

void append_html_obstacles(const HtmlPart& part, std::string& out) {
  const std::vector<Obstacle> all = obstacles_of(part.workload, part.in_full || part.verbose, false);
  if (all.empty()) return;
  append_html_section(part, "obstacles", "What stands in the way elsewhere", out);
  out += "<ul class=\"findings\">\n";
  for (const Obstacle& obstacle : all) append_obstacle(part, obstacle, out);
  out += "</ul>\n";
  append_changes(part, out);
  out += "</section>\n";
}

void append_html_limits(const HtmlPart& part, std::string& out) {
  const OfferingReport* offering = part.workload.find(part.workload.recommendation.id());
  if (offering == nullptr) return;
  std::string rows;
  std::size_t number = 0;
  for (const Finding& finding : offering->findings) {
    if (finding.outcome != Outcome::pass) continue;
    ++number;
    rows += fmt::format("<tr>{}<td>{}</td><td>{}</td><td>{}</td></tr>\n", html_th(finding.rule, true),
                        html_text(finding.message), places_of(finding.places, part.sources),
                        source_of(part.report, finding.rule));
  }
  if (rows.empty()) return;
  out += fmt::format("<details>\n<summary>{} that {} on {}, with {}</summary>\n{}<table>\n<thead><tr>",
                     counted(number, "limit"), number == 1 ? "holds" : "hold", html_id(offering->id()),
                     number == 1 ? "its source" : "their sources",
                     html_scroll(fmt::format("Limits that hold for {}", part.workload.name)));
  for (const std::string_view title : {"Rule", "What it says", "Asked for at", "Source"})
    out += html_th(title);
  out += fmt::format("</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n</details>\n", rows);
}

void append_html_advice(const HtmlPart& part, std::string& out) {
  std::string items;
  for (const std::string& text : thin_headroom(part.workload))
    items += fmt::format("<li>{}</li>\n", html_text(text));
  for (const AdviceInfo* info : advice_of(part.workload, part.verbose))
    items += fmt::format("<li>{}; {} {} {}</li>\n", html_text(info->message), html_text(info->remedy),
                         html_id(info->rule), source_of(part.report, info->rule));
  if (items.empty()) return;
  append_html_section(part, "advice", "Advice", out);
  out += fmt::format("<ul>\n{}</ul>\n</section>\n", items);
}

}  // namespace placer::report
