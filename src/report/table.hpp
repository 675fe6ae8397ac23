// A table of text with aligned columns, for terminals.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// One cell; `before` and `after` are escapes that take no room.
struct Cell {
  std::string text;
  std::string_view before = {}, after = {};
};

/// The width of tables whose rows are searched: one that is wrapped cannot be.
inline constexpr std::size_t one_line = 10'000;

/// Appends the rows, each column as wide as its widest cell, two blanks between, `indent` blanks before. The
/// last column is wrapped at `width`, under itself.
void append_table(const std::vector<std::vector<Cell>>& rows, std::size_t indent, std::size_t width,
                  std::string& out);

}  // namespace placer::report
