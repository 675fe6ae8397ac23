#include "report/html_page.hpp"

#include "base/sha256.hpp"
#include "report/html_text.hpp"

#include <fmt/core.h>

namespace placer::report {

void append_html_head(std::string_view title, bool script, std::string& out) {
  const std::string scripts =
      script ? fmt::format("; script-src 'sha256-{}'", sha256_base64(html_script())) : std::string();
  out += fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'{}; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<a class=\"skip\" href=\"#content\">Skip to the answer</a>\n"
      "<header>\n<p class=\"brand\">placer</p>\n<h1>{}</h1>\n</header>\n<main id=\"content\" "
      "tabindex=\"-1\">\n",
      sha256_base64(html_style()), scripts, html_text(title), html_style(), html_text(title));
}

void append_html_foot(const std::vector<std::string>& paragraphs, bool script, std::string& out) {
  out += "</main>\n<footer>\n";
  for (const std::string& text : paragraphs) out += fmt::format("<p>{}</p>\n", html_text(text));
  out += "</footer>\n";
  if (script) out += fmt::format("<script>{}</script>\n", html_script());
  out += "</body>\n</html>\n";
}

void append_html_section(const HtmlPart& part, std::string_view id, std::string_view title,
                         std::string& out) {
  out += fmt::format("<section>\n<h3 id=\"{}-{}\">{}</h3>\n", part.id, id, html_text(title));
}

std::string html_scroll(std::string_view what) {
  return fmt::format("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">\n",
                     html_text(what));
}

std::string html_th(std::string_view text, bool of_row) {
  return fmt::format("<th scope=\"{}\">{}</th>", of_row ? "row" : "col", html_text(text));
}

}  // namespace placer::report
