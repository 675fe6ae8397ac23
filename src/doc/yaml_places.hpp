// From libyaml's places to ours: it counts characters and lets a value begin at its anchor or tag.
#pragma once

#include "doc/tree_builder.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace placer::doc {

/// Blanks, tabs and line ends.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Turns counts of characters into byte offsets. They come nearly in order, so it walks from the last one,
/// mostly forwards; in a text of ASCII only, it need not walk.
class CharacterCursor {
 public:
  /// `base` is the offset at which the text stands in the source.
  CharacterCursor(std::string_view text, std::uint32_t base);

  /// The offset in the source behind so many characters of the text; its end if it has fewer.
  std::uint32_t offset(std::size_t characters);

 private:
  std::string_view text_;
  std::uint32_t base_;
  bool ascii_;
  std::size_t characters_ = 0;
  std::size_t byte_ = 0;
};

/// The place of a value and what stands before it.
struct ValuePlace {
  Span where;                 ///< from the tag, or without one from the value on
  std::uint32_t content = 0;  ///< where the value itself begins
  std::string_view anchor;    ///< its name in the source
};

/// Steps over the anchor, the tag and the blanks and comments between them, within `whole`. An anchor ends
/// with its name, a tag at a blank.
ValuePlace place_value(std::string_view source, Span whole, std::string_view anchor, bool has_tag);

}  // namespace placer::doc
