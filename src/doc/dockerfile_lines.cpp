// Who reads a Dockerfile cuts it at line feeds alone, as Docker does; a return before one is dropped.
#include "doc/dockerfile_lines.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::doc {
namespace {

/// Where a text goes on that is not blank.
std::size_t skip_blanks(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && line_blanks.find(text[at]) != std::string_view::npos) ++at;
  return at;
}

Span span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

}  // namespace

Line DockerfileLines::line_at(std::size_t at) const {
  const std::size_t feed = std::min(text_.find('\n', at), text_.size());
  std::size_t end = feed;
  while (end > at && text_[end - 1] == '\r') --end;
  return {at, end, std::min(feed + 1, text_.size())};
}

/// `# name=value`
std::optional<DockerfileLines::Directive> DockerfileLines::directive_in(const Line& line) const {
  std::size_t at = skip_blanks(text_, line.begin, line.end);
  if (at == line.end || text_[at] != '#') return std::nullopt;
  at = skip_blanks(text_, at + 1, line.end);
  const std::size_t name = at;
  while (at < line.end && (is_letter(text_[at]) || (at > name && text_[at] >= '0' && text_[at] <= '9'))) ++at;
  const std::size_t name_end = at;
  at = skip_blanks(text_, at, line.end);
  if (name_end == name || at == line.end || text_[at] != '=') return std::nullopt;
  at = skip_blanks(text_, at + 1, line.end);
  std::size_t end = line.end;
  while (end > at && line_blanks.find(text_[end - 1]) != std::string_view::npos) --end;
  if (at == end) return std::nullopt;
  return Directive{text_.substr(name, name_end - name), span(name, name_end), span(at, end)};
}

bool DockerfileLines::read_directives(TreeBuilder& builder) {
  bool checks = false;
  // A first line that says which program is to run the file is passed over.
  std::size_t at = text_.starts_with("#!") ? line_at(0).next : 0;
  for (Line line = line_at(at); line.begin < text_.size(); line = line_at(line.next)) {
    const auto directive = directive_in(line);
    if (!directive) return true;
    const std::string name = to_lower(directive->name);
    bool seen = false;
    if (name == "syntax")
      seen = std::exchange(syntax_, directive->value).length > 0;
    else if (name == "escape")
      seen = std::exchange(escape_, directive->value).length > 0;
    else if (name == "check")
      seen = std::exchange(checks, true);
    else
      return true;
    if (seen)
      return builder.fail("directive", fmt::format("the directive `{}` stands twice", name),
                          directive->name_at, "take one of the two lines away");
    if (name != "escape") continue;
    const std::string_view value = text_.substr(escape_.offset, escape_.length);
    if (value != "\\" && value != "`")
      return builder.fail("directive", fmt::format("{} cannot be the escape character", in_quotes(value)),
                          escape_, "write # escape=` or # escape=\\");
    continues_ = value.front();
  }
  return true;
}

/// A line goes on in the next one where the last character is the one that escapes, unless that is escaped
/// itself. What stands before it is left.
bool DockerfileLines::is_continued(Line& line) const {
  std::size_t end = line.end;
  while (end > line.begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
  if (end == line.begin || text_[end - 1] != continues_) return false;
  if (end - 1 > line.begin && text_[end - 2] == continues_) return false;
  line.end = end - 1;
  return true;
}

std::optional<JoinedText> DockerfileLines::next() {
  while (at_ < text_.size()) {
    JoinedText joined;
    for (bool first = true, goes_on = true; goes_on && at_ < text_.size();) {
      Line line = line_at(at_);
      at_ = line.next;
      const std::size_t content = skip_blanks(text_, line.begin, line.end);
      if (first) line.begin = content;
      if (content == line.end || text_[content] == '#') {
        goes_on = !first;  // between the lines of an instruction they count for nothing
        continue;
      }
      goes_on = is_continued(line);
      first = false;
      joined.add(text(line), line.begin);
    }
    if (joined.text().find_first_not_of(line_blanks) != std::string::npos) return joined;
  }
  return std::nullopt;
}

std::optional<Line> DockerfileLines::raw() {
  if (at_ >= text_.size()) return std::nullopt;
  const Line line = line_at(at_);
  at_ = line.next;
  return line;
}

}  // namespace placer::doc
