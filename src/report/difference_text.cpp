// A workload that differs is a line with what became of it, and under it what changed, before and after.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/difference.hpp"
#include "report/rule_set_text.hpp"
#include "report/style.hpp"
#include "report/text.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

class DifferenceText {
 public:
  DifferenceText(const Side& before, const Side& after, const TextOptions& options)
      : before_(before), after_(after), options_(options), style_{options.colour, options.unicode} {}

  std::string run(const Difference& difference) {
    for (const WorkloadDifference& one : difference.workloads) add(one);
    const std::string unread = unread_text(before_, after_);
    out_ += fmt::format("{}{}{}\n", summary_text(difference), unread.empty() ? "" : "; ", unread);
    if (before_.report.rule_set.digest != after_.report.rule_set.digest)
      out_ += fmt::format("before, {}\nnow, {}\n", rule_set_text(before_.report.rule_set),
                          rule_set_text(after_.report.rule_set));
    return std::move(out_);
  }

 private:
  void add(const WorkloadDifference& one) {
    const WorkloadReport& workload = one.workload();
    const SourceMap& sources = (one.after.workload != nullptr ? after_ : before_).sources;
    const std::string_view colour = one.trend == Trend::worse    ? style_.red()
                                    : one.trend == Trend::better ? style_.green()
                                                                 : style_.yellow();
    out_ += fmt::format("{}{}{}: {}{}{} {}{}{}\n", colour, to_string(one.trend), style_.off(), style_.bold(),
                        name_text(one, before_, after_), style_.off(), style_.dim(),
                        sources.describe(workload.where), style_.off());
    if (one.trend == Trend::gone) return;
    if (one.trend == Trend::added) {
      line(fmt::format("{} against {}", standing_text(one.after), one.after.against));
      line(fmt::format("recommended: {}", recommended_text(workload)));
    } else {
      if (one.before.against != one.after.against)
        turn("held against", one.before.against, one.after.against);
      if (one.before.standing != one.after.standing || one.before.verdict != one.after.verdict)
        turn(one.before.against == one.after.against ? "against " + one.after.against : "verdict",
             standing_text(one.before), standing_text(one.after));
      if (one.moved_on)
        turn("recommended", recommended_text(*one.before.workload), recommended_text(*one.after.workload));
      for (const RoomChange& room : one.room)
        turn(std::string(room.fact), room_text(room.before), room_text(room.after));
    }
    for (const Annotation* annotation : one.appeared)
      line(fmt::format("+ {} [{}]", annotation->message, annotation->rule));
    for (const Annotation* annotation : one.mended)
      line(fmt::format("- {} [{}]", annotation->message, annotation->rule));
    for (const Annotation* annotation : one.ignored)
      line(fmt::format("- {} [{}], which is ignored now", annotation->message, annotation->rule));
    for (const Annotation* annotation : one.muted)
      line(fmt::format("+ {} [{}], which is ignored", annotation->message, annotation->rule));
  }

  void turn(std::string_view what, std::string_view then, std::string_view now) {
    line(fmt::format("{}: {} {} {}", what, then, options_.unicode ? "→" : "->", now));
  }
  void line(const std::string& text) { out_ += fmt::format("  {}\n", wrap(text, options_.width, 4)); }

  const Side &before_, &after_;
  const TextOptions& options_;
  Style style_;
  std::string out_;
};

}  // namespace

std::string difference_text(const Difference& difference, const Side& before, const Side& after,
                            const TextOptions& options) {
  return for_people(DifferenceText(before, after, options).run(difference), options.colour);
}

}  // namespace placer::report
