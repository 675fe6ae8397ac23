#include "base/text.hpp"
#include "report/answer_text.hpp"
#include "report/comparison_text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/outlook_text.hpp"
#include "report/score_text.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

/// A term and what is said of it; nothing where nothing is.
std::string pair(std::string_view term, std::string_view text) {
  return text.empty() ? std::string()
                      : fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", term, html_text(text));
}

void append_key(const OfferingReport& offering, const Recommendation& chosen, std::string& out) {
  out += "<dl class=\"key\">\n";
  out += pair("Score of 100", whole_points_text(chosen.score, dash));
  const std::string without = left_out_text(offering);
  out += pair("A month", month_text(offering, dash) + (without.empty() ? "" : ", " + without));
  out += pair("Wait for starts", wait_text(offering, dash));
  if (offering.size) out += pair("Size", offering.size->text);
  out += pair("Reached through", offering.trigger_path);
  out += pair("Answer", to_string(chosen.strength));
  out += "</dl>\n";
}

void append_answer(const HtmlPart& part, std::string& out) {
  const WorkloadReport& workload = part.workload;
  const Recommendation& chosen = workload.recommendation;
  const OfferingReport* offering = workload.find(chosen.id());
  const std::string to = offering != nullptr
                             ? fmt::format("{}, {}", offering->platform_name, offering->offering_name)
                             : no_answer_text(workload, part.in_full);
  out += fmt::format("<div class=\"answer\">\n<h2 id=\"{}\"><span class=\"name\">{}: </span>{}</h2>\n",
                     part.id, html_text(workload.name), html_text(to));
  if (offering != nullptr) {
    out += fmt::format(
        "<p>{} {}{}</p>\n", html_id(offering->id()), html_verdict(offering->verdict),
        chosen.fallback.empty() ? std::string() : fmt::format(" otherwise {}", html_id(chosen.fallback)));
    append_key(*offering, chosen, out);
    if (chosen.strength == Strength::provisional)
      out += "<p class=\"move\">Provisional: what is not known could still change the answer.</p>\n";
  }
  if (!workload.target.empty())
    out += fmt::format("<p class=\"move\">{} {}: {}</p>\n", workload.foreign ? "Written for" : "Meant for",
                       html_id(workload.target), html_text(move_text(workload)));
  if (!workload.moved.empty()) out += fmt::format("<p>{}</p>\n", html_text(workload.moved));
  out += fmt::format("<p class=\"move\">{}</p>\n</div>\n", html_place(workload.where, part.sources));
}

void append_list(const HtmlPart& part, std::string_view id, std::string_view title,
                 const std::vector<std::string>& texts, std::string& out) {
  if (texts.empty()) return;
  append_html_section(part, id, title, out);
  out += "<ul>\n";
  for (const std::string& text : texts) out += fmt::format("<li>{}</li>\n", html_text(text));
  out += "</ul>\n</section>\n";
}

}  // namespace

void append_html_workload(const HtmlPart& part, bool in_short, std::string& out) {
  const WorkloadReport& workload = part.workload;
  out += fmt::format("<article aria-labelledby=\"{}\">\n", part.id);
  append_answer(part, out);
  std::vector<std::string> why = workload.recommendation.reasons;
  if (workload.recommendation.robustness) why.push_back(describe(*workload.recommendation.robustness));
  append_list(part, "why", "Why", why, out);
  if (!in_short) append_html_matrix(part, out);
  append_html_obstacles(part, out);
  if (!in_short)
    for (const auto append : {append_html_headroom, append_html_curve, append_html_waits}) append(part, out);
  append_html_questions(part, out);
  append_html_advice(part, out);
  append_list(part, "notes", "Beside the guide", workload.notes, out);
  if (!in_short) {
    append_html_section(part, "rests", "What this rests on", out);
    append_html_limits(part, out);
    append_html_facts(part, out);
    out += "</section>\n";
  }
  out += "</article>\n";
}

}  // namespace placer::report
