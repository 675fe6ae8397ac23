// A text that was put together from pieces of a source, and the way back from it to their places.
#pragma once

#include "doc/document.hpp"
#include "doc/tree_builder.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace placer::doc {

class JoinedText {
 public:
  JoinedText() = default;
  /// The scalars of a list, one after the other.
  explicit JoinedText(View lines);

  /// Adds a piece of the source, which stands at `offset` there.
  void add(std::string_view piece, std::size_t offset);

  const std::string& text() const { return text_; }
  /// Where a part of the text stands: from its first to its last character in the source.
  Span span(std::size_t at, std::size_t length) const;
  /// The same as a place in the file of the lines that it was made of.
  Location where(std::size_t at, std::size_t length) const;
  /// The pieces of the source that a part of the text was made of.
  std::vector<Span> pieces(std::size_t at, std::size_t length) const;

 private:
  struct Piece {
    std::size_t at, offset;
  };
  std::size_t source_offset(std::size_t at) const;

  std::string text_;
  std::vector<Piece> pieces_;
  FileId file_ = no_file;
};

}  // namespace placer::doc
