// Cutting a YAML stream into documents before anything is parsed, so that an error in one leaves the others
// whole. That is safe because a document marker at the beginning of a line ends every kind of value.
#pragma once

#include "doc/tree_builder.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace placer::doc {

/// One document with the directives and comments before it and the `...` after it.
struct Piece {
  Span text;
  /// Where content begins that follows a `...` without a `---` between them, which parsers refuse.
  std::optional<std::uint32_t> stray;
};

class StreamCutter {
 public:
  explicit StreamCutter(std::string_view text) : text_(text) {}

  /// The next piece that is not just blanks and comments, from where the last one ended; nothing at the end
  /// of the text.
  std::optional<Piece> next();

 private:
  /// The offset behind the line that begins at `at`.
  std::size_t line_end(std::size_t at);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_feed_ = 0;  // the next one, or the end of the text
  bool after_end_marker_ = false;
};

}  // namespace placer::doc
