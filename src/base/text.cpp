// Blanks, quoting and word wrapping.
#include "base/text.hpp"

#include <algorithm>

namespace placer {

namespace {

constexpr std::string_view blanks = " \t\r\n";

void append_wrapped_line(std::string& out, std::string_view line, std::size_t room, std::size_t indent) {
  std::size_t used = 0;
  for (const std::string_view word : words_of(line)) {
    const std::size_t width = display_width(word);
    if (used > 0 && used + 1 + width > room) {
      out += '\n';
      out.append(indent, ' ');
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
  }
}

}  // namespace

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  // An empty view that still points into the text, so that callers can work out where it stands.
  if (begin == std::string_view::npos) return text.substr(text.size());
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(blanks, end);
  }
  return words;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string counted(std::size_t number, std::string_view noun) {
  std::string text = std::to_string(number);
  text += ' ';
  text += noun;
  if (number != 1) text += 's';
  return text;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string out = "'";
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint next = decode_utf8(text, at);
    if (at + next.length > longest) break;
    if (next.value < U' ' || next.value == U'\u007F') {
      out += ' ';
    } else {
      append_utf8(out, next.value);
    }
    at += next.length;
  }
  if (at < text.size()) out += "...";
  return out + "'";
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  const std::size_t room = width > indent ? width - indent : 1;
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) {
      out += '\n';
      if (end > at) out.append(indent, ' ');
    }
    append_wrapped_line(out, text.substr(at, end - at), room, indent);
    at = end + 1;
  }
  return out;
}

}  // namespace placer
