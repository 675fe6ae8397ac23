// A page of reference text, made once and shown in two ways: as Markdown for docs/ and as text for a
// terminal.
//
// Texts of a page are a small part of Markdown: `code`, [title](address) and backslashes before what would
// mean something. The functions below write them; raw texts from rule files go through plain() or code().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace placer::reference {

enum class BlockKind : std::uint8_t {
  heading,    ///< `text`, of depth `level`
  paragraph,  ///< `text`
  list,       ///< one item for each row, of one cell
  fields,     ///< one line for each row: a label and a text
  table,      ///< the first row is the heading
};

using Row = std::vector<std::string>;

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 1;
  std::string text;
  std::vector<Row> rows;
};

/// Blocks in the order in which they are shown.
class Page {
 public:
  void heading(int level, std::string text);
  void paragraph(std::string text);
  /// A list, labelled lines or a table; nothing where there are no rows (for a table: none beside its
  /// heading).
  void list(std::vector<Row> rows);
  void fields(std::vector<Row> rows);
  void table(std::vector<Row> rows);

  const std::vector<Block>& blocks() const { return blocks_; }

 private:
  std::vector<Block> blocks_;
};

/// A text that is shown as it is.
std::string plain(std::string_view text);
/// A name or value as in a file.
std::string code(std::string_view text);
/// A link: its title is shown as it is, on a terminal without the address.
std::string link_to(std::string_view title, std::string_view address);
/// What a terminal shows of a page's text.
std::string strip(std::string_view text);

/// What a terminal can show.
struct Look {
  bool colour = false;
  bool unicode = true;      ///< false: plain ASCII
  std::size_t width = 100;  ///< columns to wrap at
};

std::string to_markdown(const Page& page);
std::string to_text(const Page& page, const Look& look);

}  // namespace placer::reference
