// Printing diagnostics like a good compiler: a headline, the source line with a caret under the guilty text,
// notes for related places, a help line. Source lines may be megabytes long and hold anything, so a line is
// first cut to the bytes around the caret and then printed character by character.
#include "base/text.hpp"

#include <placer/diagnostic.hpp>

#include <algorithm>

namespace placer {

namespace {

constexpr std::size_t tab_width = 4;
constexpr std::size_t gutter_width = 8;  // "  123 | "
constexpr std::size_t least_room = 20;

struct Colours {
  std::string_view bold, error, warning, note, help, reset;
};
constexpr Colours with_colour = {"\033[1m",    "\033[1;31m", "\033[1;35m",
                                 "\033[1;36m", "\033[1;32m", "\033[0m"};

std::string_view colour_of(const Colours& colours, Severity severity) {
  switch (severity) {
    case Severity::error: return colours.error;
    case Severity::warning: return colours.warning;
    case Severity::note: return colours.note;
  }
  return {};
}

// Appends a character as it can be shown at a column; returns the columns that it takes.
std::size_t append_visible(std::string& out, const CodePoint& c, std::size_t column,
                           const DiagnosticStyle& style) {
  if (c.value == U'\t') {
    const std::size_t width = tab_width - column % tab_width;
    out.append(width, ' ');
    return width;
  }
  if (!c.valid || is_hidden(c.value) || (!style.unicode && c.value >= 0x80)) {
    out += style.unicode ? "\xEF\xBF\xBD" : "?";
    return 1;
  }
  append_utf8(out, c.value);
  return display_width(c.value);
}

std::string visible(std::string_view text, const DiagnosticStyle& style) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    column += append_visible(out, next, column, style);
    at += next.length;
  }
  return out;
}

struct Window {
  std::size_t begin = 0, end = 0;
};

// The part of a line around the caret that fits into so many columns, with room for a mark at each cut.
Window window_around(std::string_view line, std::size_t caret, std::size_t room, std::size_t mark) {
  const auto width_at = [&](std::size_t at) {
    const char32_t value = decode_utf8(line, at).value;
    return value == U'\t' ? tab_width : std::max<std::size_t>(display_width(value), is_hidden(value) ? 1 : 0);
  };
  const auto before = [&](std::size_t at) {
    do --at;
    while (at > 0 && (line[at] & 0xC0) == 0x80);
    return at;
  };
  std::size_t used = 0;
  const auto grow_left = [&](std::size_t begin, std::size_t most) {
    while (begin > 0 && used + width_at(before(begin)) <= most) {
      begin = before(begin);
      used += width_at(begin);
    }
    return begin;
  };
  const auto grow_right = [&](std::size_t end, std::size_t most) {
    while (end < line.size() && used + width_at(end) <= most) {
      used += width_at(end);
      end += decode_utf8(line, end).length;
    }
    return end;
  };
  if (grow_right(0, room) == line.size()) return {0, line.size()};
  used = 0;
  const std::size_t left = grow_left(caret, room / 2 - mark);
  const std::size_t right = grow_right(caret, room - 2 * mark);
  return {grow_left(left, room - 2 * mark), right};
}

void append_snippet(std::string& out, const SourceFile& file, const Location& where, std::string_view colour,
                    std::string_view reset, const DiagnosticStyle& style) {
  const auto offset = std::min(where.offset, static_cast<std::uint32_t>(file.text().size()));
  const std::string_view line = file.line_at(offset);
  if (trim(line).empty()) return;
  const std::size_t caret = std::min<std::size_t>(offset - file.line_start(offset), line.size());
  const std::size_t caret_end = caret + std::min<std::size_t>(where.length, line.size() - caret);
  const std::string_view mark = style.unicode ? "\xE2\x80\xA6" : "...";
  const std::size_t room = std::max(style.width, gutter_width + least_room) - gutter_width;
  const Window window = window_around(line, caret, room, style.unicode ? 1 : 3);

  std::string text(window.begin > 0 ? mark : "");
  std::size_t column = window.begin > 0 ? display_width(mark) : 0;
  std::size_t first = column, last = column;
  for (std::size_t at = window.begin; at < window.end;) {
    const CodePoint next = decode_utf8(line, at);
    column += append_visible(text, next, column, style);
    at += next.length;
    if (at <= caret) first = column;
    if (at <= caret_end) last = column;
  }
  if (window.end < line.size()) text += mark;

  std::string number = std::to_string(file.position(offset).line);
  number.insert(0, gutter_width - 3 - std::min(number.size(), gutter_width - 3), ' ');
  out += number + " | " + text + '\n';
  out.append(number.size(), ' ');
  out += " | ";
  out.append(first, ' ');
  out += colour;
  out += '^';
  if (last > first + 1) out.append(last - first - 1, '~');
  out += reset;
  out += '\n';
}

void append_headline(std::string& out, const Location& where, const SourceMap& sources, Severity severity,
                     const Colours& colours, const DiagnosticStyle& style) {
  if (where) {
    out += colours.bold;
    out += visible(sources.describe(where), style) + ": ";
    out += colours.reset;
  }
  out += colour_of(colours, severity);
  out += to_string(severity);
  out += ": ";
  out += colours.reset;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceMap& sources, const DiagnosticStyle& style) {
  const Colours colours = style.colour ? with_colour : Colours();
  std::string out;
  const auto snippet = [&](const Location& where, Severity severity) {
    if (!where) return;
    append_snippet(out, sources.file(where.file), where, colour_of(colours, severity), colours.reset, style);
  };
  append_headline(out, diagnostic.where, sources, diagnostic.severity, colours, style);
  out += colours.bold;
  out += visible(diagnostic.message, style);
  out += colours.reset;
  if (!diagnostic.code.empty()) out += " [" + diagnostic.code + "]";
  out += '\n';
  snippet(diagnostic.where, diagnostic.severity);
  for (const Related& related : diagnostic.related) {
    append_headline(out, related.where, sources, Severity::note, colours, style);
    out += visible(related.message, style) + '\n';
    snippet(related.where, Severity::note);
  }
  if (!diagnostic.help.empty()) {
    out += colours.help;
    out += "help: ";
    out += colours.reset;
    out += visible(diagnostic.help, style) + '\n';
  }
  return out;
}

}  // namespace placer
