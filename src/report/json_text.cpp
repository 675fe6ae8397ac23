// JSON as it is printed. The library escapes what RFC 8259 wants escaped, which are the controls of ASCII
// without DEL; the other hidden characters can only stand in texts, so that they can be replaced in what it
// prints. So can the marks that the runners of CI systems obey, wherever they stand.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/json_tree.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>

namespace placer::report {
namespace {

/// As RFC 8259, section 7, has it: in two halves beyond the basic plane.
void append_escape(std::uint32_t character, std::string& out) {
  constexpr std::uint32_t beyond = 0x10000, high = 0xD800, low = 0xDC00, half = 10, mask = 0x3FF;
  if (character >= beyond) {
    out += fmt::format("\\u{:04x}", high + ((character - beyond) >> half));
    character = low + ((character - beyond) & mask);
  }
  out += fmt::format("\\u{:04x}", character);
}

std::string without_marks(std::string text) {
  for (std::size_t at = find_command_mark(text); at != std::string::npos; at = find_command_mark(text, at))
    text.replace(at, 1, "\\u0023");
  return text;
}

}  // namespace

std::string json_text(const Json& tree, int indent) {
  const std::string printed = tree.dump(indent, ' ', false, Json::error_handler_t::replace);
  std::string out;
  std::size_t begin = 0;
  const auto is_plain = [](char c) { return c >= 0 && c < '\x7f'; };
  for (std::size_t at = 0; at < printed.size();) {
    at = static_cast<std::size_t>(
        std::find_if_not(printed.begin() + static_cast<std::ptrdiff_t>(at), printed.end(), is_plain) -
        printed.begin());
    if (at == printed.size()) break;
    const CodePoint next = decode_utf8(printed, at);
    if (is_hidden(next.value)) {
      out.append(printed, begin, at - begin);
      append_escape(next.value, out);
      begin = at + next.length;
    }
    at += next.length;
  }
  if (begin == 0) return without_marks(printed);
  return without_marks(out.append(printed, begin));
}

}  // namespace placer::report
