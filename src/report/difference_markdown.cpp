// A comment for a pull request: a table of the workloads that differ, the worst first, and what is new or
// mended of each as a part that folds.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/annotation.hpp"
#include "report/difference.hpp"
#include "report/markdown_text.hpp"
#include "report/rule_set_text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

constexpr std::size_t most_of_one = 6'000;  // bytes of what folds

std::string_view mark(Trend trend) {
  switch (trend) {
    case Trend::worse: return "❌";
    case Trend::better: return "✅";
    case Trend::added: return "🆕";
    case Trend::gone:
    case Trend::other: break;
  }
  return "▫️";
}

/// Both where they differ.
std::string turn(const std::string& then, const std::string& now) {
  if (then == now || then.empty()) return now;
  return now.empty() ? then : fmt::format("{} → {}", then, now);
}

std::string row(const WorkloadDifference& one, const Side& before, const Side& after) {
  const bool is_there = one.after.workload != nullptr;
  const auto standing = [](const Seen& seen, bool alone) {
    if (seen.workload == nullptr) return std::string();
    return standing_text(seen) + (alone ? "" : " against " + code_span(seen.against));
  };
  // What both are held against stands once.
  const bool same = is_there && one.before.against == one.after.against &&
                    standing_text(one.before) != standing_text(one.after);
  const auto recommended = [](const Seen& seen) {
    return seen.workload == nullptr ? std::string() : code_span(recommended_text(*seen.workload));
  };
  std::vector<std::string> room;
  for (const RoomChange& change : one.room)
    room.push_back(fmt::format("{}: {} → {}", code_span(change.fact), room_text(change.before),
                               room_text(change.after)));
  return table_row({fmt::format("{} {}", mark(one.trend), to_string(one.trend)),
                    code_span(name_text(one, before, after)),
                    turn(standing(one.before, same), standing(one.after, false)),
                    turn(recommended(one.before), recommended(one.after)), join(room, "<br>"),
                    code_span((is_there ? after : before).sources.describe(one.workload().where))});
}

std::string listing(std::string_view title, const std::vector<const Annotation*>& annotations,
                    const Side& side) {
  std::string text;
  for (const Annotation* annotation : annotations)
    text += render(as_diagnostic(side.report, *annotation), side.sources, {});
  return text.empty() ? text : fmt::format("{}:\n\n{}", title, code_block(text, most_of_one));
}

std::string details(const WorkloadDifference& one, const Side& before, const Side& after) {
  std::vector<std::string> lists{
      listing("New", one.appeared, after), listing("No longer found", one.mended, before),
      listing("Ignored now", one.ignored, before), listing("New, and ignored at once", one.muted, after)};
  std::erase(lists, std::string());
  const std::string title =
      fmt::format("{} {}", to_string(one.trend), html_code(name_text(one, before, after)));
  return lists.empty() ? std::string() : folded(title, join(lists, "\n"));
}

}  // namespace

std::string difference_markdown(const Difference& difference, const Side& before, const Side& after) {
  std::string text = fmt::format("### placer: {}\n", summary_text(difference));
  std::vector<std::string> rows, parts;
  for (const WorkloadDifference& one : difference.workloads) {
    rows.push_back(row(one, before, after));
    if (std::string part = details(one, before, after); !part.empty()) parts.push_back(std::move(part));
  }
  if (!rows.empty()) {
    text += "\n| | workload | gate | recommended | room | place |\n|---|---|---|---|---|---|\n";
    append_some(rows, most_of_a_comment / 2, "workload", text);
  }
  std::string last;
  if (const std::string unread = unread_text(before, after); !unread.empty())
    last += fmt::format("\n{}\n", code_span(unread, 1000));
  last += fmt::format("\n{}\n", code_span(rule_set_text(after.report.rule_set), 1000));
  if (before.report.rule_set.digest != after.report.rule_set.digest)
    last = fmt::format("\nBefore, {}\n{}", code_span(rule_set_text(before.report.rule_set), 1000), last);
  constexpr std::size_t room = 200;  // for the line that says what is left out
  append_some(parts, most_of_a_comment - last.size() - room, "detail", text);
  // It may be shown in a log on its way.
  return for_people(text + last);
}

}  // namespace placer::report
