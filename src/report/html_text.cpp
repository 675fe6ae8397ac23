#include "report/html_text.hpp"

#include "base/text.hpp"
#include "report/rule_set_text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::report {
namespace {

std::string_view name_of_class(Verdict verdict) {
  switch (verdict) {
    case Verdict::fits: return "yes";
    case Verdict::fits_with_changes: return "change";
    case Verdict::unknown: return "open";
    case Verdict::does_not_fit: return "no";
  }
  return "";
}

/// "docs.example.com/…/quotas.html": enough to know the page by.
std::string short_url(std::string_view url) {
  if (url.starts_with("https://")) url.remove_prefix(8);
  while (url.ends_with('/')) url.remove_suffix(1);
  const std::size_t first = url.find('/'), last = url.rfind('/');
  if (first == last) return std::string(url);
  return fmt::format("{}/…{}", url.substr(0, first), url.substr(last));
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string result;
  for (const char c : on_one_line(text)) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  }
  return result;
}

bool is_plain_url(std::string_view url) {
  constexpr std::string_view begin = "https://", marks = "-._~:/?#[@!$&'*+,;=%";
  return url.starts_with(begin) && std::all_of(url.begin(), url.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  marks.find(c) != std::string_view::npos;
         });
}

std::string html_link(std::string_view text, std::string_view url) {
  if (!is_plain_url(url)) return html_text(text);
  return fmt::format("<a href=\"{}\" rel=\"noreferrer\">{}</a>", html_text(url), html_text(text));
}

std::string html_id(std::string_view id) { return fmt::format("<code>{}</code>", html_text(id)); }

std::string html_verdict(Verdict verdict) {
  return fmt::format("<span class=\"verdict {}\">{}</span>", name_of_class(verdict), words(verdict));
}

std::string html_place(const Location& where, const SourceMap& sources) {
  return where ? fmt::format("<span class=\"place\">{}</span>", html_text(sources.describe(where)))
               : std::string();
}

std::string html_source(const SourceInfo& source) {
  const std::string name = source.title.empty() ? short_url(source.url) : std::string(source.title);
  if (name.empty()) return {};
  const std::string dates = dates_text(source);
  return fmt::format("<span class=\"source\">{}{}</span>", html_link(name, source.url),
                     dates.empty() ? "" : html_text(fmt::format(" ({})", dates)));
}

}  // namespace placer::report
