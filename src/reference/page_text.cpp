// Text for a terminal: headings at the margin, the rest two columns in, tables with cells that wrap.
//
// A table that is too wide takes the room from its widest columns, one by one, but never breaks a word; where
// the words alone are too wide, each row becomes labelled lines under its first cell.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "reference/page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace placer::reference {
namespace {

constexpr std::size_t indent = 2, gap = 2;

/// Plain ASCII: signs that have a likeness become it, others vanish with the blank behind them.
std::string to_ascii(std::string_view text) {
  constexpr std::array<std::pair<char32_t, char>, 6> alike{{{U'\u2018', '\''},
                                                            {U'\u2019', '\''},
                                                            {U'\u201C', '"'},
                                                            {U'\u201D', '"'},
                                                            {U'\u2013', '-'},
                                                            {U'\u2014', '-'}}};
  std::string ascii;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (point.length == 1 && point.valid) {
      ascii += text[at];
    } else if (const auto like = std::find_if(alike.begin(), alike.end(),
                                              [&](const auto& a) { return a.first == point.value; });
               like != alike.end()) {
      ascii += like->second;
    } else if (at + point.length < text.size() && text[at + point.length] == ' ') {
      ++at;
    }
    at += point.length;
  }
  return ascii;
}

class TextPage {
 public:
  explicit TextPage(const Look& look) : look_(look) {}

  std::string run(const Page& page) {
    for (const Block& block : page.blocks()) {
      if (!out_.empty()) out_ += '\n';
      add(block);
    }
    return std::move(out_);
  }

 private:
  void add(const Block& block) {
    switch (block.kind) {
      case BlockKind::heading: line(bold(shown(block.text))); break;
      case BlockKind::paragraph:
        line(std::string(indent, ' ') + wrap(shown(block.text), look_.width, indent));
        break;
      case BlockKind::list:
        for (const Row& row : block.rows)
          line(fmt::format("  {} {}", look_.unicode ? "\u2022" : "-",
                           wrap(shown(row.front()), look_.width, indent + 2)));
        break;
      case BlockKind::fields: fields(shown(block.rows), indent); break;
      case BlockKind::table: table(shown(block.rows)); break;
    }
  }

  void fields(const std::vector<Row>& rows, std::size_t begin) {
    std::size_t label = 0;
    for (const Row& row : rows) label = std::max(label, display_width(row.front()));
    const std::size_t at = begin + label + gap;
    for (const Row& row : rows)
      line(fmt::format("{:{}}{}{:{}}{}", "", begin, bold(row.front()), "",
                       at - begin - display_width(row.front()), wrap(row.back(), look_.width, at)));
  }

  void table(std::vector<Row> cells) {
    const std::vector<std::size_t> widths = fit(cells);
    if (width_of(widths) > look_.width) {
      stack(cells);
      return;
    }
    bool wrapped = false;  // the row before
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool wraps = wrap_cells(widths, cells[i]);
      if (i > 1 && (wraps || wrapped)) out_ += '\n';
      wrapped = wraps;
      table_row(cells[i], widths, i == 0);
      if (i == 0) rule(widths);
    }
  }

  void stack(const std::vector<Row>& cells) {
    for (std::size_t i = 1; i < cells.size(); ++i) {
      if (i > 1) out_ += '\n';
      line(std::string(indent, ' ') + bold(wrap(cells[i].front(), look_.width, indent)));
      std::vector<Row> labelled;
      for (std::size_t column = 1; column < cells[i].size(); ++column)
        if (!cells[i][column].empty()) labelled.push_back({cells[0][column], cells[i][column]});
      fields(labelled, 2 * indent);
    }
  }

  /// Breaks the cells of a row into lines. Whether any has more than one.
  static bool wrap_cells(const std::vector<std::size_t>& widths, Row& row) {
    bool wraps = false;
    for (std::size_t column = 0; column < row.size(); ++column) {
      row[column] = wrap(row[column], widths[column]);
      wraps = wraps || row[column].find('\n') != std::string::npos;
    }
    return wraps;
  }

  /// The widths of the columns: as wide as the widest cell if all fit, else less.
  std::vector<std::size_t> fit(const std::vector<Row>& cells) const {
    std::vector<std::size_t> widths(cells.front().size()), least(cells.front().size());
    for (const Row& row : cells)
      for (std::size_t column = 0; column < row.size(); ++column) {
        widths[column] = std::max(widths[column], widest(row[column], "\n"));
        least[column] = std::max(least[column], widest(row[column], " \n"));
      }
    for (std::size_t total = width_of(widths); total > look_.width; --total) {
      std::size_t widest_column = widths.size();
      for (std::size_t column = 0; column < widths.size(); ++column)
        if (widths[column] > least[column] &&
            (widest_column == widths.size() || widths[column] > widths[widest_column]))
          widest_column = column;
      if (widest_column == widths.size()) break;
      --widths[widest_column];
    }
    return widths;
  }

  static std::size_t width_of(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), indent + gap * (widths.size() - 1));
  }

  /// The width of the widest piece between separators.
  static std::size_t widest(std::string_view text, std::string_view separators) {
    std::size_t width = 0;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
      width = std::max(width, display_width(text.substr(at, end - at)));
      at = end + 1;
    }
    return width;
  }

  void table_row(const Row& row, const std::vector<std::size_t>& widths, bool heading) {
    std::vector<std::string_view> rest(row.begin(), row.end());
    bool more = true;
    while (more) {
      more = false;
      std::string text(indent, ' ');
      std::size_t at = indent, start = indent;  // where the text ends, and where the column begins
      for (std::size_t column = 0; column < rest.size(); ++column) {
        const std::size_t end = std::min(rest[column].find('\n'), rest[column].size());
        const std::string_view piece = rest[column].substr(0, end);
        rest[column].remove_prefix(std::min(end + 1, rest[column].size()));
        more = more || !rest[column].empty();
        if (!piece.empty()) {
          text.append(start - at, ' ');
          text += heading ? bold(piece) : std::string(piece);
          at = start + display_width(piece);
        }
        start += widths[column] + gap;
      }
      line(text);
    }
  }

  void rule(const std::vector<std::size_t>& widths) {
    std::string text(indent, ' ');
    for (std::size_t column = 0; column < widths.size(); ++column) {
      if (column > 0) text.append(gap, ' ');
      for (std::size_t i = 0; i < widths[column]; ++i) text += look_.unicode ? "\u2500" : "-";
    }
    line(text);
  }

  std::string shown(std::string_view text) const {
    return look_.unicode ? strip(text) : to_ascii(strip(text));
  }
  std::vector<Row> shown(std::vector<Row> rows) const {
    for (Row& row : rows)
      for (std::string& cell : row) cell = shown(cell);
    return rows;
  }
  std::string bold(std::string_view text) const {
    return look_.colour ? fmt::format("\033[1m{}\033[0m", text) : std::string(text);
  }
  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }

  const Look& look_;
  std::string out_;
};

}  // namespace

std::string to_text(const Page& page, const Look& look) {
  return for_people(TextPage(look).run(page), look.colour);
}

}  // namespace placer::reference
