// UTF-8: decoding with every check of the standard's table of well-formed sequences, and the width of
// characters. The widths are block ranges, coarser than Unicode's own tables; being off by a column moves a
// caret, no more.
#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace placer {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range zero_width[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F},   {0x0300, 0x036F},   {0x0483, 0x0489},   {0x0591, 0x05BD},
    {0x064B, 0x065F}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},   {0x200B, 0x200F},   {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF},   {0x3099, 0x309A},   {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F},
    {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE007F}, {0xE0100, 0xE01EF},
};

constexpr Range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x2705, 0x2705},   {0x270A, 0x270B},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x16FE0, 0x18CFF}, {0x1B000, 0x1B2FF}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB},
    {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

/// Control characters, line ends, and Default_Ignorable_Code_Point of
/// https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt with what is set between lines,
/// but for the two joiners and the variation selectors: words of some scripts, and emoji, are written with
/// them.
constexpr Range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180E, 0x180E},   {0x200B, 0x200B},   {0x200E, 0x200F},
    {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}, {0xE01F0, 0xE0FFF},
};

template <std::size_t size>
bool contains(const Range (&ranges)[size], char32_t value) {
  const Range* range = std::lower_bound(std::begin(ranges), std::end(ranges), value,
                                        [](const Range& r, char32_t v) { return r.last < v; });
  return range != std::end(ranges) && range->first <= value;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::uint32_t length = 0;
  char32_t value = 0;
  char32_t least = 0;  // a smaller value in this many bytes is overlong
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, value = lead & 0x1FU, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, value = lead & 0x0FU, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07U, least = 0x10000;
  } else {
    return {};
  }
  if (text.size() - at < length) return {};
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, length, true};
}

void append_utf8(std::string& text, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = U'\uFFFD';
  const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (value < 0x80) {
    put(value);
    return;
  }
  const int trailing = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
  constexpr char32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
  put(leads[trailing] | (value >> (6 * trailing)));
  for (int i = trailing - 1; i >= 0; --i) put(0x80U | ((value >> (6 * i)) & 0x3FU));
}

bool is_hidden(char32_t value) { return contains(hidden, value); }

std::string on_one_line(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    if (next.value == U'\n' || next.value == U'\r' || next.value == U'\t')
      result += ' ';
    else
      append_utf8(result, is_hidden(next.value) ? U'\uFFFD' : next.value);
    at += next.length;
  }
  return result;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) ++count;
  return count;
}

std::size_t display_width(char32_t value) {
  if (value >= 0x20 && value < 0x7F) return 1;
  if (contains(zero_width, value)) return 0;
  return contains(wide, value) ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  constexpr std::string_view colour_begin = "\x1b[";  // of an SGR sequence, which "m" ends
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text.compare(at, colour_begin.size(), colour_begin) == 0) {
      const std::size_t end = text.find('m', at);
      at = end == text.npos ? text.size() : end + 1;
      continue;
    }
    const CodePoint next = decode_utf8(text, at);
    width += display_width(next.value);
    at += next.length;
  }
  return width;
}

}  // namespace placer
