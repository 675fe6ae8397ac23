#include "report/text.hpp"

#include "base/text.hpp"
#include "report/answer_text.hpp"
#include "report/change_text.hpp"
#include "report/comparison_text.hpp"
#include "report/obstacle_text.hpp"
#include "report/outlook_text.hpp"
#include "report/rule_set_text.hpp"
#include "report/score_text.hpp"
#include "report/skipped_text.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::report {
namespace {

class TextReport {
 public:
  TextReport(const Report& report, const SourceMap& sources, const TextOptions& options, std::string& out)
      : report_(report),
        sources_(sources),
        options_(options),
        style_{options.colour, options.unicode},
        out_(out) {}

  void run() {
    for (const WorkloadReport& workload : report_.workloads) {
      if (&workload != &report_.workloads.front()) out_ += '\n';
      write(workload);
    }
    if (!report_.workloads.empty()) footer();
  }

  void write(const WorkloadReport& workload) {
    answer(workload);
    std::vector<std::string> why = workload.recommendation.reasons;
    if (workload.recommendation.robustness) why.push_back(describe(*workload.recommendation.robustness));
    list("why", why);
    heading("compared");
    append_comparison(workload, options_, out_);
    obstacles(workload);
    changes(workload);
    if (options_.verbose) list("who drops out as a fact grows", drop_outs(workload));
    questions(workload);
    advice(workload);
    priorities(workload);
    presumed(workload);
    list("beside the guide", workload.notes);
    if (options_.verbose) scores(workload);
  }

 private:
  void heading(std::string_view title) {
    out_ += fmt::format("\n  {}{}{}\n", style_.bold(), title, style_.off());
  }

  void item(std::string_view text, std::size_t indent = 4) {
    out_ += fmt::format("{:{}}{} {}\n", "", indent, style_.bullet(), wrap(text, options_.width, indent + 2));
  }

  void list(std::string_view title, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    heading(title);
    for (const std::string& text : texts) item(text);
  }

  void answer(const WorkloadReport& workload) {
    const Recommendation& chosen = workload.recommendation;
    std::string text = fmt::format("{}{}{}: ", style_.bold(), workload.name, style_.off());
    if (chosen.platform.empty()) {
      text += fmt::format("{}{}{}", style_.red(), no_answer_text(workload, options_.in_full), style_.off());
    } else {
      const OfferingReport* offering = workload.find(chosen.id());
      text += fmt::format("{}{}, {} ({}){}", style_.green(), offering->platform_name, offering->offering_name,
                          chosen.id(), style_.off());
      text += fmt::format("; {}, score {}", to_string(chosen.strength),
                          whole_points_text(chosen.score, style_.dash()));
      if (!chosen.fallback.empty()) text += fmt::format("; otherwise {}", chosen.fallback);
    }
    const std::string where = sources_.describe(workload.where);
    const bool one_line = display_width(text) + 2 + display_width(where) <= options_.width;
    out_ += fmt::format("{}{}  {}{}{}\n", wrap(text, options_.width, 2), one_line ? "" : "\n", style_.dim(),
                        where, style_.off());
    if (!workload.target.empty()) move(workload);
    if (!workload.moved.empty()) out_ += fmt::format("  {}\n", wrap(workload.moved, options_.width, 4));
  }

  /// Of each offering, since they were asked for by name or all are.
  bool in_full() const { return options_.verbose || options_.in_full; }

  void move(const WorkloadReport& workload) {
    const OfferingReport* target = workload.find(workload.target);
    std::string_view colour =
        workload.recommendation.id() == workload.target ? style_.green() : style_.yellow();
    if (target != nullptr && (target->verdict == Verdict::does_not_fit || target->refuses_settings()))
      colour = style_.red();
    const std::string text = fmt::format("{} {}: {}{}{}", workload.foreign ? "written for" : "meant for",
                                         workload.target, colour, move_text(workload), style_.off());
    out_ += fmt::format("  {}\n", wrap(text, options_.width, 4));
  }

  void changes(const WorkloadReport& workload) {
    std::vector<std::vector<Cell>> rows;
    for (const OfferingReport* offering : nearest(workload, in_full()))
      rows.push_back({{offering->id(), style_.bold(), style_.off()},
                      {offering->changes.empty() ? std::string("nothing that can change makes it fit")
                                                 : describe(offering->changes.front(), report_.rules)}});
    if (rows.empty()) return;
    heading("what would change it");
    append_table(rows, 4, options_.width, out_);
  }

  /// With --verbose all findings of all offerings.
  void obstacles(const WorkloadReport& workload) {
    const std::vector<Obstacle> all = obstacles_of(workload, in_full(), options_.verbose);
    if (all.empty()) return;
    heading(options_.verbose ? "findings" : "what stands in the way");
    for (const Obstacle& obstacle : all) finding(*obstacle.finding, obstacle.offerings);
  }

  void finding(const Finding& finding, const std::vector<std::string>& offerings) {
    std::string text = fmt::format("{}: {}", join(offerings, ", "), finding.message);
    if (options_.verbose) text = fmt::format("{} {}", to_string(finding.outcome), text);
    if (finding.outcome == Outcome::fail && !finding.needed.text.empty() && !finding.sizing &&
        finding.allowed.text.empty() && finding.message.find(finding.needed.text) == std::string::npos)
      text += fmt::format(" ({})", finding.needed.text);
    text += fmt::format(" [{}]", finding.rule);
    item(text);
    if (!finding.places.empty()) {
      std::vector<std::string> places;
      for (const Location& place : finding.places) places.push_back(sources_.describe(place));
      out_ += fmt::format("      {}at {}{}\n", style_.dim(), wrap(join(places, ", "), options_.width, 9),
                          style_.off());
    }
    if (finding.outcome == Outcome::fail && !finding.remedy.empty())
      out_ += fmt::format("      {}\n", wrap(fmt::format("to do: {}", finding.to_do()), options_.width, 6));
    if (finding.suppression != Suppression::none) {
      const Suppression& one = report_.suppressions[finding.suppression];
      out_ += fmt::format("      {}\n", wrap(fmt::format("ignored at {}: {}", sources_.describe(one.where),
                                                         on_one_line(one.because)),
                                             options_.width, 6));
    }
    if (options_.verbose) source(finding.rule);
  }

  void source(std::string_view id) {
    for (const RuleInfo& rule : report_.rules) {
      if (rule.id != id) continue;
      out_ += fmt::format("      {}source: {} ({}){}\n", style_.dim(),
                          rule.source.url.empty() ? rule.source.title : rule.source.url,
                          dates_text(rule.source), style_.off());
    }
  }

  void questions(const WorkloadReport& workload) {
    if (workload.questions.empty()) return;
    heading("to declare");
    std::vector<std::vector<Cell>> rows;
    for (const Question& question : workload.questions) {
      std::string text(question.summary);
      if (!question.note.empty())
        text += fmt::format("; {} ({})", question.note, sources_.describe(question.where));
      text += "; " + settles_text(question, workload.offerings.size());
      if (const std::string turns = describe(question.turns, workload.recommendation); !turns.empty())
        text += "; " + turns;
      rows.push_back({{fmt::format("{} {}", style_.bullet(), question.how), style_.bold(), style_.off()},
                      {std::move(text)}});
    }
    append_table(rows, 4, options_.width, out_);
  }

  void advice(const WorkloadReport& workload) {
    const std::vector<std::string> thin = thin_headroom(workload);
    list("advice", thin);
    bool first = thin.empty();
    for (const AdviceInfo* info : advice_of(workload, options_.verbose)) {
      if (first) heading("advice");
      first = false;
      item(fmt::format("{}{}; {} [{}]", options_.verbose ? join(info->offerings, ", ") + ": " : "",
                       info->message, info->remedy, info->rule));
      if (options_.verbose) source(info->rule);
    }
  }

  /// Weights that are not the usual ones are never hidden.
  void priorities(const WorkloadReport& workload) {
    for (const FactReport& fact : workload.facts)
      if (fact.fact == "priorities")
        out_ += fmt::format("\n  weighed with priorities: {}\n", wrap(fact.amount.text, options_.width, 4));
  }

  /// One line: as many usual values as fit; all of them with --verbose.
  void presumed(const WorkloadReport& workload) {
    if (workload.presumed.empty()) return;
    std::string line = fmt::format("presumed ({}; --strict asks instead): ", workload.presumed.size());
    bool first = true;
    for (const PresumedFact& fact : workload.presumed) {
      const bool fits = display_width(line) + fact.text.size() + 10 <= options_.width;
      if (!options_.verbose && !fits) {
        line += style_.unicode ? ", …" : ", ...";
        break;
      }
      line += fmt::format("{}{}", first ? "" : ", ", fact.text);
      first = false;
    }
    out_ += fmt::format("\n  {}\n", options_.verbose ? wrap(line, options_.width, 2) : line);
  }

  void scores(const WorkloadReport& workload) {
    heading("scores");
    for (const OfferingReport& offering : workload.offerings) {
      if (offering.verdict == Verdict::does_not_fit) continue;
      out_ += fmt::format("    {}: {}\n", offering.id(), whole_points_text(offering.score, style_.dash()));
      std::vector<std::vector<Cell>> rows;
      for (const CriterionScore& part : offering.criteria)
        rows.push_back({{std::string(part.title)},
                        {"weight " + weight_text(part.weight)},
                        {whole_points_text(part.score, style_.dash())},
                        {part.input.text}});
      append_table(rows, 6, options_.width, out_);
    }
  }

  void footer() {
    const std::vector<std::string> skipped = skipped_phrases(report_, sources_, options_);
    if (!skipped.empty())
      out_ +=
          fmt::format("\n{}{}{}\n", style_.dim(), wrap(join(skipped, "; "), options_.width, 2), style_.off());
    const std::string text =
        rule_set_text(report_.rule_set) + "; `placer explain ID` shows a rule with its source";
    out_ += fmt::format("\n{}{}{}\n", style_.dim(), wrap(text, options_.width, 2), style_.off());
  }

  const Report& report_;
  const SourceMap& sources_;
  const TextOptions& options_;
  Style style_;
  std::string& out_;
};

}  // namespace

void render_text(const Report& report, const SourceMap& sources, const TextOptions& options,
                 std::string& out) {
  TextReport(report, sources, options, out).run();
}

void render_workload(const Report& report, const WorkloadReport& workload, const SourceMap& sources,
                     const TextOptions& options, std::string& out) {
  TextReport(report, sources, options, out).write(workload);
}

}  // namespace placer::report
