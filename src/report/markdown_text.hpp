// Text of manifests inside Markdown as GitHub reads it: always code, where no markup, link, mention, emoji
// or reference is looked for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

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

}  // namespace placer::report
