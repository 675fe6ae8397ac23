// What the gate of `placer check` says: the last line of its text, and a row for each workload.
#include "base/text.hpp"
#include "report/gate_result.hpp"
#include "report/gate_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

constexpr TextOptions layout{false, true, false, 100, false};

std::string_view class_of(Standing standing) {
  switch (standing) {
    case Standing::passes: return "yes";
    case Standing::undecided: return "open";
    case Standing::unread:
    case Standing::fails: return "no";
  }
  return "";
}

/// What fails or is undecided, each message once.
std::string messages(const Report& report, std::size_t workload) {
  std::vector<std::string> items;
  for (const Annotation& one : annotations_of(report.annotations, workload)) {
    if (one.severity == Severity::note) continue;
    std::string item = fmt::format("{} {}", html_text(one.message), html_id(one.rule));
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(std::move(item));
  }
  return join(items, "<br>");
}

}  // namespace

void append_html_gate(const Report& report, const SourceMap& sources, std::string& out) {
  out += fmt::format("<section class=\"gate\">\n<h2>The gate {}</h2>\n<p>{}</p>\n",
                     report.gate->passed ? "passes" : "says no",
                     html_text(trim(gate_summary(report, sources, layout))));
  const std::vector<GateResult> results = gate_results(report);
  if (!results.empty()) {
    out += html_scroll("What the gate says") + "<table>\n<thead><tr>";
    for (const std::string_view title : {"Workload", "Gate", "Against", "Why"}) out += html_th(title);
    out += "</tr></thead>\n<tbody>\n";
  }
  for (const GateResult& one : results) {
    std::vector<std::string> against;
    for (const GateEntry& entry : one.entries)
      against.push_back(fmt::format("{}: {}", html_id(entry.against), html_text(outcome_of(entry))));
    out += fmt::format(
        "<tr><th scope=\"row\"><a href=\"#w{}\">{}</a></th><td><span class=\"verdict {}\">{}</span></td>"
        "<td>{}</td><td class=\"long\">{}</td></tr>\n",
        one.workload + 1, html_text(report.workloads[one.workload].name), class_of(one.standing),
        words(one.standing), join(against, "<br>"), messages(report, one.workload));
  }
  out += results.empty() ? "</section>\n" : "</tbody>\n</table>\n</div>\n</section>\n";
}

}  // namespace placer::report
