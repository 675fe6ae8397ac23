// Looks at the first characters of each line. Lines before a document's content matter too: directives and
// comments belong to the `---` that follows them.
#include "doc/stream.hpp"

#include <algorithm>

namespace placer::doc {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_marker(std::string_view line, std::string_view marker) {
  return line.starts_with(marker) &&
         (line.size() == marker.size() || line[marker.size()] == ' ' || line[marker.size()] == '\t' ||
          line[marker.size()] == '\r' || line[marker.size()] == '\n');
}

bool is_directive(std::string_view line) { return line.starts_with("%YAML ") || line.starts_with("%TAG "); }

// Blanks or a comment only.
bool is_empty(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos || line[first] == '#';
}

}  // namespace

// Lines end as YAML has it: \n, \r\n or a \r alone. The search for a line feed is kept for the lines that a
// \r ends before it, so that a file without any is not searched to its end for each.
std::size_t StreamCutter::line_end(std::size_t at) {
  if (line_feed_ < at || at == 0) line_feed_ = std::min(text_.find('\n', at), text_.size());
  const std::size_t carriage_return = text_.substr(at, line_feed_ - at).find('\r');
  if (carriage_return == std::string_view::npos || at + carriage_return + 1 == line_feed_) {
    return std::min(line_feed_ + 1, text_.size());
  }
  return at + carriage_return + 1;
}

std::optional<Piece> StreamCutter::next() {
  constexpr std::size_t nowhere = std::string_view::npos;
  std::size_t begin = at_;
  bool prolog = false;               // there is a directive before the document
  bool open = false;                 // the document has begun, with a marker or with content
  std::size_t directives = nowhere;  // where lines begin that may belong to the next document
  std::optional<std::uint32_t> stray;
  const auto finish = [&](std::size_t end, bool after_end_marker) {
    at_ = end;
    after_end_marker_ = after_end_marker;
    const Span text = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
    return Piece{text, stray};
  };

  std::size_t end = 0;
  for (std::size_t start = begin; start < text_.size(); start = end) {
    end = line_end(start);
    std::string_view line = text_.substr(start, end - start);
    if (line.starts_with(byte_order_mark)) {
      line.remove_prefix(byte_order_mark.size());
      if (start == begin) begin += byte_order_mark.size();
    }
    if (is_marker(line, "---")) {
      const std::size_t cut = std::min(directives, start);
      if (open) return finish(cut, false);
      open = true;
    } else if (is_marker(line, "...")) {
      if (open || prolog) return finish(end, true);
      begin = end;
      after_end_marker_ = true;
    } else if (is_directive(line)) {
      prolog = true;
      if (open) directives = std::min(directives, start);
    } else if ((!open || directives != nowhere) && !is_empty(line)) {
      if (!open && after_end_marker_) stray = static_cast<std::uint32_t>(start);
      open = true;
      directives = nowhere;
    }
  }
  if (open || prolog) return finish(text_.size(), false);
  at_ = text_.size();
  return std::nullopt;
}

}  // namespace placer::doc
