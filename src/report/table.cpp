#include "report/table.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace placer::report {

void append_table(const std::vector<std::vector<Cell>>& rows, std::size_t indent, std::size_t width,
                  std::string& out) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t column = 0; column + 1 < row.size(); ++column) {
      if (widths.size() <= column) widths.resize(column + 1, 0);
      widths[column] = std::max(widths[column], display_width(row[column].text));
    }
  for (const auto& row : rows) {
    std::string line(indent, ' ');
    std::size_t at = indent;
    for (std::size_t column = 0; column + 1 < row.size(); ++column) {
      line += row[column].before;
      line += row[column].text;
      line += row[column].after;
      line.append(widths[column] - display_width(row[column].text) + 2, ' ');
      at += widths[column] + 2;
    }
    if (!row.empty()) {
      // A last column squeezed to nothing reads worse than a long line.
      const std::string text = wrap(row.back().text, std::max(width, at + 24), at);
      line += row.back().before;
      line += text;
      line += row.back().after;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line;
    out += '\n';
  }
}

}  // namespace placer::report
