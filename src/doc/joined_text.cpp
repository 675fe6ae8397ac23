#include "doc/joined_text.hpp"

#include <algorithm>

namespace placer::doc {

JoinedText::JoinedText(View lines) {
  for (const View line : items(lines)) {
    file_ = line.where().file;
    add(line.text(), line.where().offset);
  }
}

void JoinedText::add(std::string_view piece, std::size_t offset) {
  if (piece.empty()) return;
  pieces_.push_back({text_.size(), offset});
  text_ += piece;
}

std::size_t JoinedText::source_offset(std::size_t at) const {
  const auto behind = std::upper_bound(pieces_.begin(), pieces_.end(), at,
                                       [](std::size_t one, const Piece& piece) { return one < piece.at; });
  if (behind == pieces_.begin()) return 0;
  const Piece& piece = *(behind - 1);
  return piece.offset + (at - piece.at);
}

Span JoinedText::span(std::size_t at, std::size_t length) const {
  const std::size_t first = source_offset(at);
  const std::size_t end = length == 0 ? first : source_offset(at + length - 1) + 1;
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end - first)};
}

Location JoinedText::where(std::size_t at, std::size_t length) const {
  const Span place = span(at, length);
  return {file_, place.offset, place.length};
}

std::vector<Span> JoinedText::pieces(std::size_t at, std::size_t length) const {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const std::size_t begin = std::max(pieces_[i].at, at);
    const std::size_t end = std::min(i + 1 < pieces_.size() ? pieces_[i + 1].at : text_.size(), at + length);
    if (begin < end) spans.push_back(span(begin, end - begin));
  }
  return spans;
}

}  // namespace placer::doc
