// Small helpers for text: blanks, words, spelling and UTF-8. Letters are compared as ASCII and nothing
// depends on a locale. UTF-8 that is broken never stops a helper: each bad byte counts as one replacement
// character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

/// Of ASCII alone.
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether it is among them.
bool is_one_of(std::string_view word, std::span<const std::string_view> words);
inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return is_one_of(word, std::span(words.begin(), words.size()));
}

/// Without blanks, tabs and line ends at both ends.
std::string_view trim(std::string_view text);

/// The parts between blanks, tabs and line ends; none of them is empty.
std::vector<std::string_view> words_of(std::string_view text);

/// With the letters A to Z in lower case; other bytes stay.
std::string to_lower(std::string_view text);

/// The text in single quotes for a message: line ends and control bytes become blanks, a long text is cut.
std::string in_quotes(std::string_view text);

/// "1 file", "3 files": a number with its noun, which takes an s.
std::string counted(std::size_t number, std::string_view noun);

/// The parts (anything that appends to a std::string) with the separator between them.
template <typename Parts>
std::string join(const Parts& parts, std::string_view separator) {
  std::string all;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) all += separator;
    all += part;
    first = false;
  }
  return all;
}

/// Breaks at blanks so that no line is wider than `width` columns, unless a single word is. Lines after the
/// first begin with `indent` blanks; the first leaves that much room for what the caller puts before it. A
/// line end in the text stays one. The result has none at its end.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent = 0);

/// How many bytes must be inserted, removed, replaced or swapped with their neighbour to turn one text into
/// the other; `cap + 1` when it is more than `cap`.
std::size_t edit_distance(std::string_view from, std::string_view to, std::size_t cap);

/// For "did you mean": the candidate nearest to the word, letter case aside, if no more than a third of the
/// longer of the two differs. The first of equally near ones wins.
std::optional<std::string_view> closest(std::string_view word, std::span<const std::string_view> candidates);

/// One character of a UTF-8 text. A byte that begins no valid sequence (cut off, overlong, surrogate, beyond
/// U+10FFFF) is `valid == false`, U+FFFD, one byte long.
struct CodePoint {
  char32_t value = U'\uFFFD';
  std::uint32_t length = 1;
  bool valid = false;
};

/// Decodes the character at the byte offset `at`, which must be inside the text.
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// Appends a character; a surrogate or a value beyond U+10FFFF appends U+FFFD.
void append_utf8(std::string& text, char32_t value);

/// What a wrong name may have meant, as "a", or "a, b or c": the candidates of which it is a whole part
/// ("fargate" of "aws-ecs/fargate"), without what only goes on from one of them, else the closest one. Empty
/// where nothing is alike, or too much.
std::string alike(std::string_view word, std::span<const std::string_view> candidates);

/// What a terminal would obey, or a reader not see: control characters, line ends of Unicode, and those that
/// turn the direction of text.
bool is_hidden(char32_t value);

/// The text on one line: line ends and tabs become blanks, other hidden characters and bytes that are no
/// UTF-8 become U+FFFD.
std::string on_one_line(std::string_view text);

/// The number of characters in a UTF-8 text.
std::size_t count_code_points(std::string_view text);

/// The columns that a character takes on a terminal: 2 for East Asian wide ones and emoji, 0 for combining
/// marks and control characters, else 1.
std::size_t display_width(char32_t value);

/// The columns that a text takes on a terminal; the sequences that set colours take none.
std::size_t display_width(std::string_view text);

}  // namespace placer
