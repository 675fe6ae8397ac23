// https://github.github.com/gfm/ says how code spans, fences and cells end; nothing else ends them.
#include "report/markdown_text.hpp"

#include "base/text.hpp"
#include "report/html_text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::report {
namespace {

/// Readers do not look for the end of a span that begins with more backticks than this (80, in GitHub's), and
/// take a fence of more than 255 for one of 255.
constexpr std::size_t longest_fence = 20;

/// The text on one line, cut with an ellipsis where it is too long, and with a blank in runs of backticks
/// that no fence is long enough for.
std::string clean(std::string_view text, std::size_t most_characters) {
  const std::string line = on_one_line(text);
  std::string result;
  std::size_t count = 0, run = 0;
  for (std::size_t at = 0; at < line.size(); ++count) {
    if (count == most_characters) return result + "…";
    run = line[at] == '`' ? run + 1 : 0;
    if (run == longest_fence) {
      result += ' ';
      run = 1;
    }
    const std::size_t length = decode_utf8(line, at).length;
    result += line.substr(at, length);
    at += length;
  }
  return result;
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0, run = 0;
  for (const char one : text) {
    run = one == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// The cell of a table ends at a bar without a backslash before it; of "\\|" it would depend on the reader
/// which of the two backslashes counts, so a blank stands between.
std::string for_a_cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += result.ends_with('\\') ? " \\" : "\\";
    result += c;
  }
  return result;
}

}  // namespace

std::string code_span(std::string_view text, std::size_t most_characters) {
  std::string content = for_a_cell(clean(text, most_characters));
  if (content.empty()) return {};
  const std::string fence(longest_run(content, '`') + 1, '`');
  // One blank on both sides is no part of the span.
  const bool padded =
      content.front() == '`' || content.back() == '`' || (content.front() == ' ' && content.back() == ' ');
  const std::string_view pad = padded ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, pad, content);
}

std::string html_code(std::string_view text, std::size_t most_characters) {
  const std::string result = html_text(clean(text, most_characters));
  return result.empty() ? result : fmt::format("<code>{}</code>", result);
}

std::string code_block(std::string_view text, std::size_t most_bytes) {
  constexpr std::size_t longest_line = 500;
  std::string content;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = clean(text.substr(at, end - at), longest_line) + "\n";
    if (content.size() + line.size() > most_bytes) break;
    content += line;
    at = end + 1;
  }
  if (at < text.size()) {
    const auto rest = text.substr(at);
    const auto more = std::count(rest.begin(), rest.end(), '\n') + (rest.ends_with('\n') ? 0 : 1);
    content += fmt::format("… and {} more\n", counted(static_cast<std::size_t>(more), "line"));
  }
  const std::string fence(std::max<std::size_t>(3, longest_run(content, '`') + 1), '`');
  return fmt::format("{}text\n{}{}\n", fence, content, fence);
}

std::string code_link(std::string_view text, std::string_view url) {
  return is_plain_url(url) ? fmt::format("[{}](<{}>)", code_span(text), url) : code_span(text);
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += fmt::format(" {} |", cell.empty() ? "–" : cell);
  return text + "\n";
}

std::string folded(const std::string& summary, const std::string& body) {
  return fmt::format("\n<details>\n<summary>{}</summary>\n\n{}\n</details>\n", summary, body);
}

void append_some(const std::vector<std::string>& parts, std::size_t most, std::string_view noun,
                 std::string& out) {
  const auto rest = std::find_if(parts.begin(), parts.end(), [&](const std::string& part) {
    if (out.size() + part.size() > most) return true;
    out += part;
    return false;
  });
  const auto more = static_cast<std::size_t>(parts.end() - rest);
  if (more > 0)
    out += fmt::format("\n… and {} more, for which a comment has no room.\n", counted(more, noun));
}

}  // namespace placer::report
