// All workloads in one table: where each sits, where it could move, what stands in the way and what it would
// save. A small script sorts and filters it; the numbers to sort by stand in data-value.
#include "base/text.hpp"
#include "report/comparison_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/move.hpp"
#include "report/score_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <vector>

namespace placer::report {
namespace {

/// What all workloads come to.
struct Totals {
  std::size_t sit = 0, fit = 0, undecided = 0, move = 0, open = 0;
  std::size_t known = 0;  ///< moves of which it is known what they save
  Interval saves{0, 0};

  struct Platform {
    std::string_view name;
    std::size_t now = 0, best = 0;
  };
  std::map<std::string_view, Platform> platforms;  ///< by id

  void add(const WorkloadReport& workload, const Move& one) {
    if (one.from != nullptr) {
      ++sit;
      const Verdict verdict = one.from->refuses_settings() ? Verdict::does_not_fit : one.from->verdict;
      fit += verdict == Verdict::fits || verdict == Verdict::fits_with_changes ? 1U : 0U;
      undecided += verdict == Verdict::unknown ? 1U : 0U;
      count(*one.from, &Platform::now);
    }
    if (const OfferingReport* best = workload.find(workload.recommendation.id()))
      count(*best, &Platform::best);
    open += workload.recommendation.strength != Strength::firm ? 1U : 0U;
    if (one.to == nullptr) return;
    ++move;
    if (!one.saves) return;
    ++known;
    saves = {saves.low + one.saves->low, saves.high + one.saves->high};
  }

 private:
  void count(const OfferingReport& offering, std::size_t Platform::*number) {
    Platform& platform = platforms[offering.platform];
    platform.name = offering.platform_name;
    ++(platform.*number);
  }
};

std::string cell(const std::string& html, std::int64_t value) {
  return fmt::format("<td data-value=\"{}\">{}</td>", value, html);
}

std::string text_cell(const std::string& html) {
  return fmt::format("<td>{}</td>", html.empty() ? std::string(dash) : html);
}

/// Of no workload where there is none.
std::string offering_cell(const OfferingReport* offering, const std::string& more) {
  return text_cell(offering == nullptr ? std::string() : fmt::format("{} {}", html_id(offering->id()), more));
}

std::string row(const WorkloadReport& workload, const Move& move, std::size_t number) {
  const OfferingReport* best = workload.find(workload.recommendation.id());
  const auto cost = best != nullptr ? input_of(*best, "monthly_cost") : std::nullopt;
  std::string text =
      fmt::format("<tr><th scope=\"row\"><a href=\"#w{}\">{}</a></th>", number, html_text(workload.name));
  text += offering_cell(move.from, move.from != nullptr ? html_verdict(move.from->verdict) : std::string());
  text += offering_cell(best, html_text(to_string(workload.recommendation.strength)));
  text += best != nullptr ? cell(html_text(whole_points_text(best->score, dash)), best->score.midpoint())
                          : text_cell({});
  const std::string month = best != nullptr ? html_month(*best) : std::string();
  text += cost ? cell(month, cost->middle()) : text_cell(month);
  text += move.to != nullptr
              ? offering_cell(move.to, move.to != best ? "<span class=\"soft\">cheaper</span>" : "")
          : move.from != nullptr ? text_cell("stays")
                                 : text_cell({});
  text += fmt::format("<td class=\"long\">{}</td>", html_text(in_the_way(workload, move)));
  text += move.saves ? cell(html_text(saving_text(*move.saves)), -move.saves->middle()) : text_cell({});
  return text + "</tr>\n";
}

constexpr std::string_view alone =
    " Each is billed as if it were alone: what several share, such as a cluster and its machines, counts in "
    "each, and is saved once all of them have left.";

std::string tile(std::size_t number, std::string_view what) {
  return fmt::format("<li><b>{}</b>{}</li>\n", number, what);
}

void append_tiles(const Totals& totals, std::size_t workloads, std::string& out) {
  out += "<ul class=\"tiles\">\n" + tile(workloads, "workloads");
  if (totals.sit > 0) {
    out += tile(totals.fit, fmt::format("of {} fit where they are", totals.sit));
    if (totals.undecided > 0) out += tile(totals.undecided, "of them undecided there");
    out += tile(totals.move, "could move");
  }
  out += tile(totals.open, "depend on what is not known");
  out += "</ul>\n";
  if (totals.known > 0)
    out += fmt::format("<p>If {} moved, a month would cost {}.{}</p>\n",
                       totals.known == totals.move ? std::string("all that could move")
                                                   : fmt::format("the {} with known costs", totals.known),
                       html_text(saving_text(totals.saves)), totals.known > 1 ? alone : std::string_view());
}

void append_platforms(const Totals& totals, std::string& out) {
  out += html_scroll("Workloads by platform") + "<table>\n<thead><tr>";
  for (const std::string_view title : {"Platform", "Sit there now", "Best place of"}) out += html_th(title);
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& [id, platform] : totals.platforms)
    out += fmt::format("<tr>{}<td>{}</td><td>{}</td></tr>\n", html_th(platform.name, true), platform.now,
                       platform.best);
  out += "</tbody>\n</table>\n</div>\n";
}

}  // namespace

void append_html_portfolio(const Report& report, std::string& out) {
  Totals totals;
  std::string rows;
  std::size_t number = 0;
  for (const WorkloadReport& workload : report.workloads) {
    const Move move = move_of(workload);
    totals.add(workload, move);
    rows += row(workload, move, ++number);
  }
  out += "<section class=\"portfolio\">\n<h2>All workloads</h2>\n";
  append_tiles(totals, report.workloads.size(), out);
  append_platforms(totals, out);
  out += html_scroll("All workloads") + "<table id=\"portfolio\" class=\"fixed\">\n<thead><tr>";
  for (const std::string_view title : {"Workload", "Written for", "Best place", "Score", "A month",
                                       "Could move to", "What stands in the way", "Would cost"})
    out += html_th(title);
  out += fmt::format("</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>\n</section>\n", rows);
}

}  // namespace placer::report
