// Text of manifests inside Markdown as GitHub reads it: always code, where no markup, link, mention, emoji
// or reference is looked for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// A code span, also for the cell of a table: on one line, longer texts are cut. "" for an empty text.
std::string code_span(std::string_view text, std::size_t most_characters = 200);

/// The same inside an HTML block, where Markdown is not looked for: `<code>…</code>`.
std::string html_code(std::string_view text, std::size_t most_characters = 200);

/// A fenced block, ended by a line end. Of a text longer than so many bytes the first lines, and how many
/// more there are.
std::string code_block(std::string_view text, std::size_t most_bytes);

/// "[text](url)", or the text alone, where the address is not plain https. The text is shown as code.
std::string code_link(std::string_view text, std::string_view url);

/// GitHub takes 65,536 characters of a comment. Bytes are never fewer; the rest is room for the line by which
/// programs find the comment that they wrote before.
inline constexpr std::size_t most_of_a_comment = 65'000;

/// A row of a table, of cells that are Markdown; a dash for an empty one.
std::string table_row(const std::vector<std::string>& cells);

/// A part that folds, under a summary that is HTML.
std::string folded(const std::string& summary, const std::string& body);

/// Appends the parts that have room below `most` bytes, and how many have none.
void append_some(const std::vector<std::string>& parts, std::size_t most, std::string_view noun,
                 std::string& out);

}  // namespace placer::report
