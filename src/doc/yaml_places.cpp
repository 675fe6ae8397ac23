// Walking through text, a character or a word at a time.
#include "doc/yaml_places.hpp"

#include <algorithm>
#include <optional>

namespace placer::doc {

namespace {

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  return all < 0x80;
}

bool continues_character(char c) { return (c & 0xC0) == 0x80; }

}  // namespace

CharacterCursor::CharacterCursor(std::string_view text, std::uint32_t base)
    : text_(text), base_(base), ascii_(is_ascii(text)) {}

std::uint32_t CharacterCursor::offset(std::size_t characters) {
  if (ascii_) return base_ + static_cast<std::uint32_t>(std::min(characters, text_.size()));
  for (; characters_ < characters && byte_ < text_.size(); ++characters_) {
    do ++byte_;
    while (byte_ < text_.size() && continues_character(text_[byte_]));
  }
  for (; characters_ > characters; --characters_) {
    do --byte_;
    while (continues_character(text_[byte_]));
  }
  return base_ + static_cast<std::uint32_t>(byte_);
}

ValuePlace place_value(std::string_view source, Span whole, std::string_view anchor, bool has_tag) {
  ValuePlace found;
  const std::uint32_t end = whole.offset + whole.length;
  std::uint32_t at = whole.offset;
  std::optional<std::uint32_t> tag;
  for (;;) {
    while (at < end && is_blank(source[at])) ++at;
    if (at == end) break;
    if (source[at] == '#') {
      while (at < end && source[at] != '\n' && source[at] != '\r') ++at;
    } else if (source[at] == '&' && !anchor.empty() && found.anchor.empty()) {
      found.anchor = source.substr(at + 1, anchor.size());
      at += 1 + static_cast<std::uint32_t>(anchor.size());
    } else if (source[at] == '!' && has_tag && !tag) {
      tag = at;
      while (at < end && !is_blank(source[at])) ++at;
    } else {
      break;
    }
  }
  found.content = at;
  found.where.offset = tag.value_or(at);
  found.where.length = end - found.where.offset;
  return found;
}

}  // namespace placer::doc
