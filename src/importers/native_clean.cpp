#include "importers/native_clean.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {
namespace {

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

/// What looks like a blank, or like nothing: White_Space of Unicode beyond ASCII, and the zero-width ones.
bool is_foreign_blank(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

std::string name_of(char32_t c) {
  const auto code = static_cast<unsigned>(c);
  if (c == 0xA0 || c == 0x202F) return fmt::format("a no-break space (U+{:04X})", code);
  if (c == 0x200B || c == 0x2060 || c == 0xFEFF)
    return fmt::format("an invisible character (U+{:04X})", code);
  return fmt::format("a space that is no blank (U+{:04X})", code);
}

}  // namespace

bool check_clean(doc::View scalar, bool is_name, DiagnosticSink& sink) {
  if (!scalar.is_scalar()) return true;
  const std::string_view text = scalar.text();
  if (has_control(text)) {
    const bool is_block = text.ends_with('\n') && !has_control(text.substr(0, text.size() - 1));
    sink.error("manifest.control",
               is_block ? "a line end stands in the value, as a block text (| or >) keeps it"
                        : "control characters cannot stand in a value",
               scalar.where(), is_block ? "write it behind the key, on the same line" : "write plain text");
    return false;
  }
  if (is_name) return true;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    if (is_foreign_blank(next.value)) {
      Location where = scalar.where();
      // Inside quotes the text begins one character later; in a text with escapes no offset would be right.
      const std::uint32_t quote = scalar.quoted() ? 1 : 0;
      if (where.length == text.size() + std::size_t{2} * quote) {
        where.offset += quote + static_cast<std::uint32_t>(at);
        where.length = next.length;
      }
      sink.error("manifest.blank", name_of(next.value) + " stands here", where,
                 "write a plain blank, or nothing");
      return false;
    }
    at += next.length;
  }
  return true;
}

}  // namespace placer::importers
