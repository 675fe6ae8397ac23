// What is not known: what to declare, and what was presumed meanwhile.
#include "base/text.hpp"
#include "report/html_parts.hpp"
#include "report/html_text.hpp"
#include "report/outlook_text.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::report {
namespace {

std::string row(std::string_view fact, std::string_view value, std::string_view origin,
                const std::string& place) {
  return fmt::format("<tr>{}<td>{}</td><td>{}</td><td>{}</td></tr>\n", html_th(fact, true), html_text(value),
                     html_text(origin), place);
}

}  // namespace

void append_html_questions(const HtmlPart& part, std::string& out) {
  if (part.workload.questions.empty()) return;
  append_html_section(part, "questions", "To declare", out);
  out += "<ul class=\"findings\">\n";
  for (const Question& question : part.workload.questions) {
    out += fmt::format("<li class=\"finding\">\n<p>{}: {}</p>\n", html_id(question.how),
                       html_text(question.summary));
    if (!question.note.empty())
      out +=
          fmt::format("<p>{} {}</p>\n", html_text(question.note), html_place(question.where, part.sources));
    out += fmt::format("<p class=\"soft\">{}</p>\n",
                       html_text(settles_text(question, part.workload.offerings.size())));
    if (const std::string turns = describe(question.turns, part.workload.recommendation); !turns.empty())
      out += fmt::format("<p class=\"soft\">{}</p>\n", html_text(turns));
    out += "</li>\n";
  }
  out += "</ul>\n</section>\n";
}

void append_html_facts(const HtmlPart& part, std::string& out) {
  const WorkloadReport& workload = part.workload;
  if (workload.facts.empty() && workload.presumed.empty()) return;
  out += fmt::format("<details>\n<summary>{}, and {} presumed</summary>\n{}<table>\n<thead><tr>",
                     counted(workload.facts.size(), "fact"), workload.presumed.size(),
                     html_scroll(fmt::format("Facts of {}", workload.name)));
  for (const std::string_view title : {"Fact", "Value", "How it is known", "Where"}) out += html_th(title);
  out += "</tr></thead>\n<tbody>\n";
  for (const FactReport& fact : workload.facts)
    out += row(fact.fact, fact.amount.text.empty() ? fact.note : fact.amount.text, to_string(fact.origin),
               html_place(fact.where, part.sources));
  out += "</tbody>\n</table>\n</div>\n";
  std::vector<std::string> presumed;
  for (const PresumedFact& fact : workload.presumed) presumed.push_back(fact.text);
  if (!presumed.empty())
    out += fmt::format("<p>Presumed, since nobody says otherwise: {}</p>\n", html_text(join(presumed, ", ")));
  out += "</details>\n";
}

}  // namespace placer::report
