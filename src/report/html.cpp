// A page to look at: one file, which needs neither a network nor scripts. Of several workloads a table of all
// comes first; of each the answer, then what it rests on. The page is given workload by workload.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/gate_result.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/renderers.hpp"
#include "report/rule_set_text.hpp"
#include "report/skipped_text.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

/// With more workloads than this a page has the answers and reasons only.
constexpr std::size_t most_in_full = 60;

/// How what was skipped is said: as on a terminal that shows everything.
constexpr TextOptions layout{false, true, false, 100, false};

std::string title_of(const Report& report) {
  if (report.workloads.empty()) return "Nothing was judged";
  if (report.gate) return gate_headline(report);
  if (report.workloads.size() == 1) return fmt::format("Where {} should run", report.workloads.front().name);
  return fmt::format("Where {} should run", counted(report.workloads.size(), "workload"));
}

/// What could not be read counts for more than any verdict.
void append_problems(const Report& report, const SourceMap& sources, std::string& out) {
  std::string items;
  for (const Diagnostic& one : report.diagnostics)
    if (one.severity == Severity::error)
      items += fmt::format("<li class=\"finding\"><p>{} {}</p>\n<p>{}</p></li>\n", html_text(one.message),
                           html_id(one.code), html_place(one.where, sources));
  if (!items.empty())
    out += fmt::format(
        "<section class=\"problems\">\n<h2>What could not be read</h2>\n<ul class=\"findings\">\n{}</ul>\n"
        "</section>\n",
        items);
}

}  // namespace

void render_html(const Report& report, const SourceMap& sources, const TextOptions& options,
                 const Sink& sink) {
  const bool several = report.workloads.size() > 1, in_short = report.workloads.size() > most_in_full;
  std::string out;
  const auto give = [&] {
    sink(for_people(out));  // it may be shown in a log on its way
    out.clear();
  };
  append_html_head(title_of(report), several, out);
  append_problems(report, sources, out);
  if (report.gate) append_html_gate(report, sources, out);
  if (several) append_html_portfolio(report, out);
  std::size_t number = 0;
  for (const WorkloadReport& workload : report.workloads) {
    append_html_workload(
        {report, sources, workload, fmt::format("w{}", ++number), options.in_full, options.verbose}, in_short,
        out);
    give();
  }
  std::vector<std::string> last = skipped_phrases(report, sources, layout);
  if (in_short)
    last.push_back(
        fmt::format("of more than {} workloads a page has no drawings and tables; it has them of those of "
                    "a part of the files",
                    most_in_full));
  if (!report.workloads.empty()) last.emplace_back("costs: list prices, without taxes and discounts");
  if (!report.rule_set.name.empty())
    last.push_back(rule_set_text(report.rule_set) + "; `placer explain ID` shows a rule with its source");
  append_html_foot(last, several, out);
  give();
}

}  // namespace placer::report
