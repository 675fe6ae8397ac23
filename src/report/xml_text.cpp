#include "report/xml_text.hpp"

#include "base/text.hpp"

#include <cstdint>

namespace placer::report {
namespace {

bool is_allowed(char32_t c) {
  return c == U'\t' || c == U'\n' || c == U'\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

std::string escaped(std::string_view text, bool attribute) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    switch (next.value) {
      case U'&': result += "&amp;"; break;
      case U'<': result += "&lt;"; break;
      case U'>': result += "&gt;"; break;
      case U'"': result += attribute ? "&quot;" : "\""; break;
      case U'\r': result += "&#13;"; break;
      case U'\n': result += attribute ? "&#10;" : "\n"; break;
      case U'\t': result += attribute ? "&#9;" : "\t"; break;
      default:
        if (!next.valid || !is_allowed(next.value))
          result += "\xEF\xBF\xBD";
        else if (is_hidden(next.value))  // a report is looked at on terminals too
          result += "&#" + std::to_string(static_cast<std::uint32_t>(next.value)) + ";";
        else
          result += text.substr(at, next.length);
    }
    at += next.length;
  }
  return result;
}

}  // namespace

std::string xml_text(std::string_view text) { return escaped(text, false); }
std::string xml_attribute(std::string_view text) { return escaped(text, true); }

}  // namespace placer::report
