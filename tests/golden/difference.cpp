// The classic table of longest common subsequences, over the lines between the common beginning and the
// common end.
#include "golden/difference.hpp"

#include <algorithm>
#include <vector>

namespace placer::golden {
namespace {

constexpr std::size_t around = 3;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/// Digests are words of 12 or 64 hexadecimal digits; a number alone is none.
std::string without_digests(std::string_view text) {
  std::string result;
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = i;
    while (end < text.size() && is_hex(text[end])) ++end;
    const std::string_view word = text.substr(i, end - i);
    const bool digest =
        (word.size() == 12 || word.size() == 64) && word.find_first_of("abcdef") != std::string_view::npos;
    if (digest)
      result += "<digest>";
    else
      result += word;
    if (end < text.size()) result += text[end];
    i = end + 1;
  }
  return result;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Line {
  char mark;  // ' ', '-' or '+'
  std::string_view text;
};

/// All lines of both, in order.
std::vector<Line> align(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::size_t first = 0, tail = 0;
  while (first < std::min(a.size(), b.size()) && a[first] == b[first]) ++first;
  while (tail < std::min(a.size(), b.size()) - first && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  const std::size_t rows = a.size() - first - tail, columns = b.size() - first - tail;
  std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1));
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      common[i][j] = a[first + i] == b[first + j] ? common[i + 1][j + 1] + 1
                                                  : std::max(common[i + 1][j], common[i][j + 1]);

  std::vector<Line> lines;
  for (std::size_t i = 0; i < first; ++i) lines.push_back({' ', a[i]});
  std::size_t i = 0, j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && a[first + i] == b[first + j]) {
      lines.push_back({' ', a[first + i++]});
      ++j;
    } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', a[first + i++]});
    } else {
      lines.push_back({'+', b[first + j++]});
    }
  }
  for (std::size_t k = a.size() - tail; k < a.size(); ++k) lines.push_back({' ', a[k]});
  return lines;
}

}  // namespace

bool same(std::string_view expected, std::string_view actual) {
  return expected == actual || without_digests(expected) == without_digests(actual);
}

std::string difference(std::string_view expected, std::string_view actual) {
  const std::vector<Line> lines = align(lines_of(expected), lines_of(actual));
  std::string text;
  std::size_t printed = 0;  // lines before this one are done
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].mark == ' ') continue;
    const std::size_t from = std::max(printed, i > around ? i - around : 0);
    if (from > printed || printed == 0) text += "@@ line " + std::to_string(from + 1) + " @@\n";
    const std::size_t to = std::min(lines.size(), i + around + 1);
    for (std::size_t k = from; k < to; ++k) text += lines[k].mark + std::string(lines[k].text) + "\n";
    printed = std::max(printed, to);
  }
  if (text.empty()) text = "only the ends of lines differ\n";
  return text;
}

}  // namespace placer::golden
