// A comment for a pull request: the answer in one line, a table of all workloads, and for those that have
// more to say a part that folds. The worst stand first, so that what does not fit is the least of it.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/annotation.hpp"
#include "report/gate_result.hpp"
#include "report/gate_text.hpp"
#include "report/markdown_text.hpp"
#include "report/renderers.hpp"
#include "report/rule_set_text.hpp"
#include "report/score_text.hpp"
#include "report/skipped_text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t most_of_one = 6'000;

/// How a comment is laid out, and where a verdict or a text is no matter of the terminal.
const TextOptions layout{false, true, false, 100, false};

/// A workload: its line in the table, and what folds; that may be empty.
struct Entry {
  int rank = 0;  ///< the least first
  std::string row, details;
};

/// "Sources: [`aws-lambda.timeout`](…)" of the rules that annotations name; "" for none.
std::string sources_of(const Report& report, std::span<const Annotation> annotations) {
  std::set<std::string_view> rules;
  for (const Annotation& annotation : annotations) rules.insert(annotation.rule);
  std::vector<std::string> links;
  for (const RuleInfo& rule : report.rules)
    if (rules.contains(rule.id) && !rule.source.url.empty() && links.size() < 20)
      links.push_back(code_link(rule.id, rule.source.url));
  return links.empty() ? std::string() : fmt::format("\nSources: {}\n", join(links, ", "));
}

std::string listing(const Report& report, std::span<const Annotation> annotations, const SourceMap& sources) {
  std::string text;
  for (const Annotation& annotation : annotations)
    text += render(as_diagnostic(report, annotation), sources, {false, true, layout.width});
  return text;
}

std::string rules_in_short(std::span<const Annotation> annotations) {
  constexpr std::size_t few = 3;
  std::vector<std::string> names;
  for (const Annotation& annotation : annotations) {
    std::string name = code_span(annotation.rule);
    if (annotation.severity != Severity::note && std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  if (names.size() <= few) return join(names, ", ");
  const std::size_t more = names.size() - few;
  names.resize(few);
  return fmt::format("{} and {} more", join(names, ", "), more);
}

Entry gate_entry(const Report& report, const GateResult& one, const SourceMap& sources) {
  const WorkloadReport& workload = report.workloads[one.workload];
  const auto annotations = annotations_of(report.annotations, one.workload);
  std::vector<std::string> against, results;
  for (const GateEntry& entry : one.entries) {
    against.push_back(code_span(entry.against));
    results.push_back(fmt::format("{} against {}: {}", entry.passed ? "passes" : words(one.standing),
                                  html_code(entry.against), outcome_of(entry)));
  }
  const std::string_view mark = one.standing == Standing::passes      ? "✅"
                                : one.standing == Standing::undecided ? "❔"
                                                                      : "❌";
  Entry result;
  result.rank = static_cast<int>(one.standing);
  result.row = table_row({fmt::format("{} {}", mark, words(one.standing)), code_span(workload.name),
                          join(against, ", "), rules_in_short(annotations),
                          code_span(sources.describe(workload.where))});
  if (!annotations.empty())
    result.details = folded(
        fmt::format("{} {}", html_code(workload.name), join(results, "; ")),
        code_block(listing(report, annotations, sources), most_of_one) + sources_of(report, annotations));
  return result;
}

Entry answer_entry(const Report& report, const WorkloadReport& workload, const SourceMap& sources) {
  const Recommendation& chosen = workload.recommendation;
  const std::string id = chosen.id();
  const OfferingReport* target = workload.find(workload.target);
  const bool wrong =
      target != nullptr && (target->verdict == Verdict::does_not_fit || target->refuses_settings());
  Entry result;
  result.rank = wrong ? 0 : id.empty() ? 1 : chosen.strength == Strength::provisional ? 2 : 3;
  std::string written_for = code_span(workload.target);
  if (target != nullptr)
    written_for +=
        fmt::format(": {}", wrong && target->verdict != Verdict::does_not_fit ? "what is set is refused"
                                                                              : words(target->verdict));
  result.row = table_row({code_span(workload.name), id.empty() ? "none" : code_span(id),
                          id.empty() ? "" : std::string(to_string(chosen.strength)),
                          id.empty() ? "" : points_text(chosen.score, "–"), written_for,
                          code_span(sources.describe(workload.where))});
  std::string text;
  render_workload(report, workload, sources, layout, text);
  result.details =
      folded(fmt::format("{}: {}", html_code(workload.name), id.empty() ? "none" : html_code(id)),
             code_block(text, most_of_one));
  return result;
}

/// Problems of the input: what could not be judged for them counts for more than any verdict.
std::string problems(const Report& report, const SourceMap& sources) {
  std::string text;
  std::size_t number = 0;
  for (const Diagnostic& one : report.diagnostics) {
    if (one.severity != Severity::error) continue;
    text += render(one, sources, {false, true, layout.width});
    ++number;
  }
  if (number == 0) return text;
  return folded(fmt::format("{} of the input", counted(number, "error")), code_block(text, most_of_one));
}

}  // namespace

void render_markdown(const Report& report, const SourceMap& sources, std::string& out) {
  std::vector<Entry> entries;
  std::vector<std::string> phrases;
  std::string text;
  if (report.gate) {
    const std::vector<GateResult> results = gate_results(report);
    for (const GateResult& one : results) entries.push_back(gate_entry(report, one, sources));
    text = fmt::format("### placer: {}\n", gate_headline(report));
    phrases = {gate_summary(report, sources, layout)};
  } else {
    for (const WorkloadReport& one : report.workloads) entries.push_back(answer_entry(report, one, sources));
    text = entries.empty()
               ? "### placer: nothing was judged\n"
               : fmt::format("### placer: where {} should run\n", counted(entries.size(), "workload"));
    phrases = skipped_phrases(report, sources, layout);
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& one, const Entry& other) { return one.rank < other.rank; });
  std::vector<std::string> rows, details{problems(report, sources)};
  for (Entry& entry : entries) {
    rows.push_back(std::move(entry.row));
    details.push_back(std::move(entry.details));
  }
  std::erase(details, std::string());
  if (!rows.empty()) {
    const bool gate = report.gate.has_value();
    text += gate ? "\n| | workload | against | rules | place |\n|---|---|---|---|---|\n"
                 : "\n| workload | best place | strength | score | written for | place |\n"
                   "|---|---|---|---|---|---|\n";
    append_some(rows, most_of_a_comment / 2, "workload", text);
  }
  if (!report.rule_set.name.empty()) phrases.push_back(rule_set_text(report.rule_set));
  std::string last;
  for (const std::string& phrase : phrases) last += fmt::format("\n{}\n", code_span(trim(phrase), 1000));
  constexpr std::size_t room = 200;  // for the line that says what is left out
  append_some(details, most_of_a_comment - last.size() - room, "detail", text);
  // It may be shown in a log on its way.
  out += for_people(text + last);
}

}  // namespace placer::report
