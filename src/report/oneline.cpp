// One line for each workload: columns with tabs between, none of them ever empty, so that grep, cut and awk
// do. Names and paths have no tabs or line ends here.
#include "base/text.hpp"
#include "report/gate_result.hpp"
#include "report/renderers.hpp"
#include "report/score_text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

std::string column(std::string_view text) { return text.empty() ? "-" : on_one_line(text); }

std::string coloured(std::string_view text, std::string_view colour, const Style& style) {
  return fmt::format("{}{}{}", colour, text, style.off());
}

void append(const WorkloadReport& workload, const SourceMap& sources, const std::vector<std::string>& columns,
            std::string& out) {
  out += column(sources.describe(workload.where)) + '\t' + column(workload.name);
  for (const std::string& text : columns) out += '\t' + (text.empty() ? "-" : text);
  out += '\n';
}

void answer(const WorkloadReport& workload, const SourceMap& sources, const Style& style, std::string& out) {
  const Recommendation& chosen = workload.recommendation;
  const std::string id = chosen.id();
  const OfferingReport* target = workload.find(workload.target);
  append(workload, sources,
         {coloured(id.empty() ? "none" : id, id.empty() ? style.red() : style.green(), style),
          std::string(to_string(chosen.strength)), id.empty() ? "" : points_text(chosen.score, ".."),
          std::string(workload.target), target != nullptr ? std::string(to_string(target->verdict)) : ""},
         out);
}

/// "aws-lambda/zip=does_not_fit"; of what is refused whatever its verdict, that.
std::string held(const GateEntry& entry) {
  const bool refused = entry.refused && entry.verdict != Verdict::does_not_fit;
  return fmt::format("{}={}", entry.against, refused ? "refused" : to_string(entry.verdict));
}

std::string_view colour_of(Standing standing, const Style& style) {
  if (standing == Standing::passes) return style.green();
  return standing == Standing::undecided ? style.yellow() : style.red();
}

std::string word(Standing standing) {
  return standing == Standing::unread ? "not-judged" : std::string(words(standing));
}

void result(const Report& report, const GateResult& one, const SourceMap& sources, const Style& style,
            std::string& out) {
  std::vector<std::string> against;
  for (const GateEntry& entry : one.entries) against.push_back(held(entry));
  std::vector<std::string_view> rules;
  for (const Annotation& annotation : annotations_of(report.annotations, one.workload))
    if (annotation.severity == Severity::error &&
        std::find(rules.begin(), rules.end(), annotation.rule) == rules.end())
      rules.push_back(annotation.rule);
  append(report.workloads[one.workload], sources,
         {coloured(word(one.standing), colour_of(one.standing, style), style), join(against, ","),
          join(rules, ",")},
         out);
}

}  // namespace

void render_oneline(const Report& report, const SourceMap& sources, const TextOptions& options,
                    std::string& out) {
  const Style style{options.colour, options.unicode};
  if (!report.gate) {
    for (const WorkloadReport& workload : report.workloads) answer(workload, sources, style, out);
    return;
  }
  for (const GateResult& one : gate_results(report)) result(report, one, sources, style, out);
  for (const std::size_t index : report.gate->elsewhere)
    append(report.workloads[index], sources, {"elsewhere", std::string(report.workloads[index].target), ""},
           out);
}

}  // namespace placer::report
