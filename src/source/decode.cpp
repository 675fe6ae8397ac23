// Checking and converting text in two passes at most: UTF-16 becomes UTF-8 first, then one pass over the
// bytes looks for what must not be there. A table skips ordinary ASCII, which is nearly all of every file.
#include "source/decode.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace placer {

namespace {

struct Problem {
  std::string code, message, help;
  std::size_t offset = 0, length = 0;
};

struct Findings {
  std::optional<Problem> error;
  std::vector<Problem> warnings;  // the first of its kind on each line
};

// More lines than that tell nobody more.
constexpr std::size_t most_warnings = 100;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

constexpr std::array<bool, 256> ordinary_bytes() {
  std::array<bool, 256> ordinary{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) ordinary[c] = true;
  ordinary['\t'] = ordinary['\n'] = ordinary['\r'] = true;
  return ordinary;
}
constexpr std::array<bool, 256> ordinary = ordinary_bytes();

// Of a terminal or an editor, what they turn around is not what a program reads.
bool turns_direction(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

bool is_separator(char32_t c) { return c == 0x85 || c == 0x2028 || c == 0x2029; }

Problem control_character(char32_t value, std::size_t at, std::size_t length) {
  if (value == 0) {
    return {"text.control", "a NUL character stands in the text",
            "save the file as UTF-8; it is UTF-16 without a byte-order mark, or no text", at, length};
  }
  return {"text.control", fmt::format("the control character U+{:04X} stands in the text", unsigned(value)),
          "remove it, or write it as an escape", at, length};
}

Problem invalid_byte(unsigned char byte, std::size_t at) {
  std::string help = "save the file as UTF-8";
  if (byte >= 0xA0) {
    std::string letter;
    append_utf8(letter, byte);
    help += fmt::format(" (in Latin-1 and Windows-1252, this byte is {})", in_quotes(letter));
  }
  return {"text.encoding", fmt::format("the byte 0x{:02X} is not valid UTF-8 here", unsigned(byte)), help, at,
          1};
}

// What programs disagree about, without its place: separators, turned text, a byte-order mark inside.
std::optional<Problem> doubtful(char32_t c) {
  if (is_separator(c))
    return Problem{"text.line-separator",
                   fmt::format("U+{:04X} ends a line for some programs and not for others", unsigned(c)),
                   "write a line feed, or an escape in double quotes"};
  if (turns_direction(c))
    return Problem{
        "text.direction",
        fmt::format("U+{:04X} changes the direction of text, so that it is read in another order than "
                    "it is shown",
                    unsigned(c)),
        "remove it, or write it as an escape"};
  if (c == 0xFEFF)
    return Problem{"text.byte-order-mark", "a byte-order mark (U+FEFF) stands inside the text",
                   "remove it; were two files joined here?"};
  return std::nullopt;
}

Findings examine(std::string_view text) {
  Findings found;
  std::map<std::string, std::size_t> told_to;  // by kind: the end of the line that it was told of last
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (ordinary[byte]) {
      ++at;
      continue;
    }
    const CodePoint next = decode_utf8(text, at);
    const char32_t c = next.value;
    if (!next.valid) {
      found.error = invalid_byte(byte, at);
      return found;
    }
    if (std::optional<Problem> doubt = doubtful(c)) {
      std::size_t& end = told_to[doubt->code];
      if (at >= end && found.warnings.size() < most_warnings) {
        end = std::min(text.find('\n', at), text.size());
        doubt->offset = at;
        doubt->length = next.length;
        found.warnings.push_back(std::move(*doubt));
      }
    } else if (c < 0xA0 || c == 0xFFFE || c == 0xFFFF) {
      found.error = control_character(c, at, next.length);
      return found;
    }
    at += next.length;
  }
  return found;
}

// The UTF-8 of a UTF-16 text. A lone surrogate or half unit becomes U+FFFD and the first one an error.
std::string from_utf16(std::string_view bytes, bool big_endian, std::optional<Problem>& error) {
  std::string text;
  text.reserve(bytes.size());
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  const auto fail = [&](std::string message) {
    if (!error) error = {"text.encoding", std::move(message), "save the file as UTF-8", text.size(), 3};
  };
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const char32_t high = unit(at);
    if (high < 0xD800 || high > 0xDFFF) {
      append_utf8(text, high);
      continue;
    }
    const char32_t low = at + 3 < bytes.size() ? unit(at + 2) : 0;
    if (high <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
      append_utf8(text, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
      at += 2;
      continue;
    }
    fail(fmt::format("half of a surrogate pair (0x{:04X}) stands alone in this UTF-16 text", unsigned(high)));
    append_utf8(text, U'\uFFFD');
  }
  if (at < bytes.size()) {
    fail("this UTF-16 text ends in the middle of a character");
    append_utf8(text, U'\uFFFD');
  }
  return text;
}

std::string to_utf8(std::string bytes, std::optional<Problem>& error) {
  const std::string_view view = bytes;
  if (view.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
      view.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    error = {"text.encoding", "this file is UTF-32, which is not read", "save the file as UTF-8", 0, 0};
    return {};
  }
  if (view.starts_with("\xFF\xFE")) return from_utf16(view.substr(2), false, error);
  if (view.starts_with("\xFE\xFF")) return from_utf16(view.substr(2), true, error);
  if (view.starts_with(utf8_mark)) bytes.erase(0, utf8_mark.size());
  return bytes;
}

}  // namespace

bool decode_and_add(std::string path, std::string bytes, SourceMap& sources, DiagnosticSink& sink,
                    FileId& file) {
  Findings found;
  std::string text = to_utf8(std::move(bytes), found.error);
  if (text.size() >= UINT32_MAX) {
    found.error = {"text.size", "this file is larger than 4 GiB, which is not read", "split it", 0, 0};
    text.clear();
  }
  file = sources.add(std::move(path), std::move(text));
  if (!found.error) found = examine(sources.file(file).text());

  const auto report = [&](const Problem& problem, Severity severity) {
    const Location where = {file, static_cast<std::uint32_t>(problem.offset),
                            static_cast<std::uint32_t>(problem.length)};
    sink.report({severity, problem.code, problem.message, where, problem.help, {}});
  };
  if (found.error) {
    report(*found.error, Severity::error);
    return false;
  }
  for (const Problem& warning : found.warnings) report(warning, Severity::warning);
  return true;
}

}  // namespace placer
