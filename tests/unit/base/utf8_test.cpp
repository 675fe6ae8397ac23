// Decoding and encoding UTF-8, and the width of characters.
#include "base/text.hpp"
#include "support/catch.hpp"

#include <vector>

using placer::decode_utf8;
using placer::display_width;

TEST_CASE("each length of sequence is decoded and encoded") {
  struct Row {
    std::string bytes;
    char32_t value;
  };
  const Row rows[] = {
      {"A", 0x41},
      {std::string(1, '\0'), 0},
      {"\x7F", 0x7F},
      {"\xC2\x80", 0x80},
      {"\xDF\xBF", 0x7FF},
      {"\xE0\xA0\x80", 0x800},
      {"\xE2\x82\xAC", 0x20AC},
      {"\xED\x9F\xBF", 0xD7FF},
      {"\xEE\x80\x80", 0xE000},
      {"\xEF\xBF\xBF", 0xFFFF},
      {"\xF0\x90\x80\x80", 0x10000},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF},
  };
  for (const Row& row : rows) {
    CAPTURE(static_cast<std::uint32_t>(row.value));
    const auto point = decode_utf8("x" + row.bytes + "y", 1);
    CHECK(point.valid);
    CHECK(point.value == row.value);
    CHECK(point.length == row.bytes.size());
    std::string encoded;
    placer::append_utf8(encoded, row.value);
    CHECK(encoded == row.bytes);
  }
}

TEST_CASE("broken sequences are replaced one byte at a time") {
  const std::vector<std::string> broken = {
      "\x80",
      "\xBF",
      "\xC0\x80",
      "\xC1\xBF",
      "\xC2",
      "\xC2\x41",
      "\xE0\x9F\xBF",
      "\xE2\x82",
      "\xED\xA0\x80",
      "\xED\xBF\xBF",
      "\xF0\x8F\xBF\xBF",
      "\xF0\x90\x80",
      "\xF4\x90\x80\x80",
      "\xF5\x80\x80\x80",
      "\xFE",
      "\xFF",
  };
  for (const std::string& bytes : broken) {
    CAPTURE(bytes.size(), static_cast<unsigned>(static_cast<unsigned char>(bytes[0])));
    const auto point = decode_utf8(bytes, 0);
    CHECK_FALSE(point.valid);
    CHECK(point.value == U'\uFFFD');
    CHECK(point.length == 1);
  }
}

TEST_CASE("a sequence that the view cuts off is broken") {
  const std::string_view euro = "x\xE2\x82\xAC";
  CHECK(decode_utf8(euro, 1).valid);
  CHECK_FALSE(decode_utf8(euro.substr(0, 3), 1).valid);
}

TEST_CASE("every code point comes back and surrogates do not") {
  std::size_t wrong = 0;
  std::size_t replaced = 0;
  for (char32_t value = 0; value <= 0x110000; ++value) {
    std::string bytes;
    placer::append_utf8(bytes, value);
    const auto point = decode_utf8(bytes, 0);
    const bool whole = point.valid && point.length == bytes.size();
    if (value != 0xFFFD && whole && point.value == 0xFFFD)
      ++replaced;
    else if (!whole || point.value != value)
      ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(replaced == 0x800 + 1);
}

TEST_CASE("a text on one line shows what would be hidden") {
  CHECK(placer::on_one_line("a\nb\r\tc \u00E4\U0001F600") == "a b  c \u00E4\U0001F600");
  CHECK(placer::on_one_line("\x1b[31m\u0085\u202E\u2028\uFEFF\xff") ==
        "\uFFFD[31m\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(placer::on_one_line("") == "");
}

TEST_CASE("invisible characters are hidden ones, what scripts and emoji are written with is not") {
  struct Case {
    char32_t first, last;
    bool hidden;
  };
  static constexpr Case table[] = {
      {0x00, 0x1F, true},       {0x20, 0x7E, false},      {0x7F, 0x9F, true},      {0xA0, 0xAC, false},
      {0xAD, 0xAD, true},       {0x34F, 0x34F, true},     {0x61C, 0x61C, true},    {0x115F, 0x1160, true},
      {0x180B, 0x180D, false},  {0x180E, 0x180E, true},   {0x2000, 0x200A, false}, {0x200B, 0x200B, true},
      {0x200C, 0x200D, false},  {0x200E, 0x200F, true},   {0x2010, 0x2027, false}, {0x2028, 0x202E, true},
      {0x2060, 0x206F, true},   {0x3164, 0x3164, true},   {0xFE00, 0xFE0F, false}, {0xFEFF, 0xFEFF, true},
      {0xFFA0, 0xFFA0, true},   {0xFFF9, 0xFFFB, true},   {0xFFFC, 0xFFFD, false}, {0x1F600, 0x1F64F, false},
      {0xE0001, 0xE007F, true}, {0xE0100, 0xE01EF, false}};
  for (const Case& row : table)
    for (char32_t value = row.first; value <= row.last; ++value) {
      CAPTURE(static_cast<std::uint32_t>(value));
      CHECK(placer::is_hidden(value) == row.hidden);
    }
}

TEST_CASE("code points are counted") {
  CHECK(placer::count_code_points("") == 0);
  CHECK(placer::count_code_points("a\u00E4\u6F22\U0001F600") == 4);
  CHECK(placer::count_code_points("\xE2\x82") == 2);
}

TEST_CASE("the width of a text is in columns") {
  CHECK(display_width(std::string_view("")) == 0);
  CHECK(display_width(std::string_view("abc")) == 3);
  CHECK(display_width(std::string_view("\u00E4\u20AC")) == 2);
  CHECK(display_width(std::string_view("e\u0301")) == 1);
  CHECK(display_width(std::string_view("\u6F22\u5B57")) == 4);
  CHECK(display_width(std::string_view("\uD55C\uFF21")) == 4);
  CHECK(display_width(std::string_view("\U0001F600")) == 2);
  CHECK(display_width(std::string_view("a\u200Bb")) == 2);
  CHECK(display_width(std::string_view("\x1b[1;32mabc\x1b[0m")) == 3);
  CHECK(display_width(std::string_view("abc\x1b[32")) == 3);
  CHECK(display_width(U'\t') == 0);
  CHECK(display_width(U'\U00020000') == 2);
}
