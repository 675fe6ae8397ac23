// Two tables. The first holds what the workload says and what the criteria weigh against the best offering of
// each platform and the target; the second has all other offerings, a row each.
#include "base/text.hpp"
#include "report/change_text.hpp"
#include "report/comparison_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/outlook_text.hpp"
#include "report/score_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::report {
namespace {

constexpr double narrowest = 2.5;  // of a hundred: a bar of one number
using Offerings = std::vector<const OfferingReport*>;

bool is_candidate(const OfferingReport& offering) { return offering.verdict != Verdict::does_not_fit; }

/// A score as a number and as a piece of the way from 0 to 100.
std::string score_cell(const Score& score) {
  const double low = score.low / 1000.0, width = std::max((score.high - score.low) / 1000.0, narrowest);
  return fmt::format(
      "{}<svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" "
      "width=\"100\" height=\"6\"/><rect class=\"span\" x=\"{:.1f}\" width=\"{:.1f}\" height=\"6\"/></svg>",
      html_text(whole_points_text(score, dash)), std::min(low, 100 - narrowest), width);
}

std::string mark(std::string_view kind, std::string_view text) {
  return fmt::format("<span class=\"cell {}\">{}</span>", kind, html_text(text));
}

bool asks(const Finding& finding, const FactReport& fact) {
  return std::find(finding.places.begin(), finding.places.end(), fact.where) != finding.places.end();
}

/// What the offering allows of the fact; empty where the finding is of something that only follows from it.
std::string allowed_text(const Finding& finding, const FactReport& fact) {
  if (finding.needed.text != fact.amount.text || finding.allowed.text.empty()) return {};
  return fmt::format("allows {}", bound_text(finding.allowed, false));
}

/// What the offering says to a fact: the worst that is found, else how much of its bound is used.
std::string fact_cell(const OfferingReport& offering, const FactReport& fact) {
  bool open = false;
  std::string held;
  for (const Finding& finding : offering.findings) {
    const bool missing =
        std::find(finding.missing.begin(), finding.missing.end(), fact.fact) != finding.missing.end();
    if (!asks(finding, fact) && !missing) continue;
    const std::string allowed = allowed_text(finding, fact);
    if (finding.outcome == Outcome::fail)
      return mark("no", fmt::format("✗ {}", allowed.empty() ? std::string("ruled out") : allowed));
    if (finding.outcome == Outcome::unknown) open = true;
    if (finding.outcome == Outcome::pass && !allowed.empty()) held = allowed;
  }
  if (open) return mark("open", "? undecided");
  for (const Headroom& room : offering.headroom)
    if (room.fact == fact.fact)
      return mark("yes", fmt::format("✓ {} of {}", used_text(room), bound_text(room.limit, false)));
  return mark("yes", held.empty() ? std::string("✓") : fmt::format("✓ {}", held));
}

class Matrix {
 public:
  Matrix(const HtmlPart& part, std::string& out) : part_(part), workload_(part.workload), out_(out) {}

  void run() {
    for (const OfferingReport& offering : workload_.offerings) {
      const bool first = std::none_of(shown_.begin(), shown_.end(), [&](const OfferingReport* other) {
        return other->platform == offering.platform;
      });
      const bool shown = first || part_.in_full || offering.id() == workload_.target;
      (shown ? shown_ : others_).push_back(&offering);
    }
    if (shown_.empty()) return;
    append_html_section(part_, "compared", "Compared", out_);
    out_ += html_scroll(fmt::format("Comparison for {}", workload_.name));
    out_ += "<table class=\"matrix fixed\">\n<thead><tr><th scope=\"col\">Offering</th>";
    for (const OfferingReport* one : shown_)
      out_ += fmt::format("<th scope=\"col\"{}>{}<br><span class=\"soft\">{}</span></th>", best(*one),
                          html_text(one->platform_name), html_text(one->offering_name));
    out_ += "</tr></thead>\n<tbody>\n";
    row("Verdict", [](const OfferingReport& one) { return html_verdict(one.verdict); });
    row("Score of 100",
        [](const OfferingReport& one) { return is_candidate(one) ? score_cell(one.score) : "–"; });
    row("A month", [](const OfferingReport& one) { return is_candidate(one) ? html_month(one) : "–"; });
    row("Wait for starts",
        [](const OfferingReport& one) { return is_candidate(one) ? html_text(wait_text(one, dash)) : "–"; });
    facts();
    criteria();
    out_ += "</tbody>\n</table>\n</div>\n";
    others();
    out_ += "</section>\n";
  }

 private:
  std::string_view best(const OfferingReport& offering) const {
    return offering.id() == workload_.recommendation.id() ? " class=\"best\"" : "";
  }

  template <class Cell>
  void row(std::string_view title, const Cell& cell) {
    out_ += fmt::format("<tr>{}", html_th(title, true));
    for (const OfferingReport* one : shown_) out_ += fmt::format("<td{}>{}</td>", best(*one), cell(*one));
    out_ += "</tr>\n";
  }

  void group(std::string_view title) {
    out_ += fmt::format(
        "</tbody>\n<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\">{}</th><td "
        "colspan=\"{}\"></td></tr>\n",
        title, shown_.size());
  }

  /// Facts with a place: those that the manifest gives, and what follows from them.
  void facts() {
    bool first = true;
    for (const FactReport& fact : workload_.facts) {
      if (!fact.where || fact.fact == "priorities" || fact.fact == "target") continue;
      if (first) group("What it needs");
      first = false;
      const std::string value = fact.amount.text.empty() ? std::string("unknown") : fact.amount.text;
      row(fmt::format("{}: {}", fact.fact, value),
          [&](const OfferingReport& one) { return fact_cell(one, fact); });
    }
  }

  void criteria() {
    const auto scored = std::find_if(shown_.begin(), shown_.end(), [](const OfferingReport* one) {
      return is_candidate(*one) && !one->criteria.empty();
    });
    if (scored == shown_.end()) return;
    group("Points for");
    for (std::size_t at = 0; at < (*scored)->criteria.size(); ++at) {
      const CriterionScore& criterion = (*scored)->criteria[at];
      row(fmt::format("{} (weight {})", criterion.title, weight_text(criterion.weight)),
          [&](const OfferingReport& one) {
            return is_candidate(one) && at < one.criteria.size() ? score_cell(one.criteria[at].score)
                                                                 : std::string("–");
          });
    }
  }

  void others() {
    if (others_.empty()) return;
    out_ += fmt::format("<details>\n<summary>{} more</summary>\n{}<table>\n<thead><tr>",
                        counted(others_.size(), "offering"),
                        html_scroll(fmt::format("Other offerings for {}", workload_.name)));
    for (const std::string_view title :
         {"Offering", "Verdict", "Score", "A month", "Wait for starts", "What there is to say"})
      out_ += html_th(title);
    out_ += "</tr></thead>\n<tbody>\n";
    for (const OfferingReport* one : others_) {
      const bool out = !is_candidate(*one);
      const std::string status =
          one->status == "settled" || one->status.empty() ? "" : fmt::format("{}; ", one->status);
      out_ += fmt::format(
          "<tr>{}<td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td "
          "class=\"number\">{}</td><td>{}{}</td></tr>\n",
          html_th(one->id(), true), html_verdict(one->verdict),
          out ? "–" : html_text(whole_points_text(one->score, dash)), out ? "–" : html_month(*one),
          out ? "–" : html_text(wait_text(*one, dash)), html_text(status), html_text(remark_text(*one)));
    }
    out_ += "</tbody>\n</table>\n</div>\n</details>\n";
  }

  const HtmlPart& part_;
  const WorkloadReport& workload_;
  std::string& out_;
  Offerings shown_, others_;
};

}  // namespace

std::string html_month(const OfferingReport& offering) {
  const std::string without = left_out_text(offering), month = html_text(month_text(offering, dash));
  return without.empty() ? month
                         : fmt::format("{}<br><span class=\"soft\">{}</span>", month, html_text(without));
}

void append_html_matrix(const HtmlPart& part, std::string& out) { Matrix(part, out).run(); }

}  // namespace placer::report
