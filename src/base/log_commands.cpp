#include "base/log_commands.hpp"

#include "base/text.hpp"

#include <cstddef>

namespace placer {
namespace {

/// What may be passed over in a comparison or cut off a line's beginning: control characters, and anything
/// beyond ASCII, since much of that is invisible or a blank.
bool is_passed_over(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte != '\n' && byte != '\r' && (byte < 0x20 || byte >= 0x7F);
}

std::size_t next_seen(std::string_view text, std::size_t at) {
  while (at < text.size() && is_passed_over(text[at])) ++at;
  return at;
}

bool is_at(std::string_view text, std::size_t at, char c) { return at < text.size() && text[at] == c; }

/// Whether the number sign at this place begins "##[" or "##word[".
bool begins_mark(std::string_view text, std::size_t at) {
  at = next_seen(text, at + 1);
  if (!is_at(text, at, '#')) return false;
  do {
    at = next_seen(text, at + 1);
  } while (at < text.size() && is_letter(text[at]));
  return is_at(text, at, '[');
}

/// The length of the colour or weight that the text begins with; 0 without one. Of those, what would hide
/// text (concealed, or in the colour of the ground) is none.
std::size_t colour_length(std::string_view text) {
  constexpr std::string_view all[] = {"\033[0m",  "\033[1m",    "\033[2m",    "\033[31m",   "\033[32m",
                                      "\033[33m", "\033[1;31m", "\033[1;32m", "\033[1;35m", "\033[1;36m"};
  for (const std::string_view one : all)
    if (text.starts_with(one)) return one.size();
  return 0;
}

/// ASCII that shows, line ends and tabs.
bool is_plain(char c) { return (c >= ' ' && c < '\x7f') || c == '\n' || c == '\t'; }

}  // namespace

std::string without_log_commands(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool at_start = true;  // of a line, blanks aside
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    result += c;
    const bool splits = c == ':'   ? at_start && is_at(text, next_seen(text, i + 1), ':')
                        : c == '#' ? begins_mark(text, i)
                                   : false;
    if (splits) result += ' ';
    if (c == '\n' || c == '\r')
      at_start = true;
    else if (c != ' ' && !is_passed_over(c))
      at_start = false;
  }
  return result;
}

std::size_t find_command_mark(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('#', from); at != std::string_view::npos; at = text.find('#', at + 1))
    if (begins_mark(text, at)) return at;
  return std::string_view::npos;
}

std::string for_people(std::string_view text, bool coloured) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    // Nearly all of it is plain.
    const std::size_t begin = at;
    while (at < text.size() && is_plain(text[at])) ++at;
    result += text.substr(begin, at - begin);
    if (at == text.size()) break;
    if (const std::size_t colour = coloured ? colour_length(text.substr(at)) : 0; colour > 0) {
      result += text.substr(at, colour);
      at += colour;
      continue;
    }
    const CodePoint next = decode_utf8(text, at);
    append_utf8(result, is_hidden(next.value) ? U'\uFFFD' : next.value);
    at += next.length;
  }
  return without_log_commands(result);
}

}  // namespace placer
