// Markdown: the texts of a page are Markdown already, so only the blocks are left to do.
#include "base/log_commands.hpp"
#include "reference/page.hpp"

#include <fmt/core.h>

namespace placer::reference {
namespace {

/// Line ends inside an item or a cell, which are one line each.
std::string one_line(std::string_view text, std::string_view line_end) {
  std::string line;
  for (const char c : text) {
    if (c == '\n')
      line += line_end;
    else
      line += c;
  }
  return line;
}

std::string table_line(const Row& row) {
  std::string line = "|";
  for (const std::string& cell : row) line += fmt::format(" {} |", one_line(cell, "<br>"));
  return line + '\n';
}

std::string to_markdown(const Block& block) {
  std::string text;
  switch (block.kind) {
    case BlockKind::heading:
      return fmt::format("{} {}\n", std::string(static_cast<std::size_t>(block.level), '#'), block.text);
    case BlockKind::paragraph: return block.text + '\n';  // wrapped, a line could begin like a list
    case BlockKind::list:
      for (const Row& row : block.rows) text += fmt::format("* {}\n", one_line(row.front(), " "));
      return text;
    case BlockKind::fields:
      for (const Row& row : block.rows)
        text += fmt::format("* **{}**: {}\n", row.front(), one_line(row.back(), "<br>"));
      return text;
    case BlockKind::table:
      text = table_line(block.rows.front()) + '|';
      for (std::size_t i = 0; i < block.rows.front().size(); ++i) text += "---|";
      text += '\n';
      for (std::size_t i = 1; i < block.rows.size(); ++i) text += table_line(block.rows[i]);
      return text;
  }
  return text;
}

}  // namespace

std::string to_markdown(const Page& page) {
  std::string text;
  for (const Block& block : page.blocks()) {
    if (!text.empty()) text += '\n';
    text += to_markdown(block);
  }
  return for_people(text);
}

}  // namespace placer::reference
