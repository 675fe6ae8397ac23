// Line and column of places, as editors count them.
#include "support/catch.hpp"

#include <placer/source.hpp>

#include <string>

using namespace placer;

namespace {

struct Case {
  const char* what;
  std::string text;
  std::uint32_t offset;
  std::uint32_t line, column;
  std::string line_text;
};

}  // namespace

TEST_CASE("positions count lines and characters as editors do") {
  const Case cases[] = {
      {"the beginning", "ab\ncd", 0, 1, 1, "ab"},
      {"the last character of a line", "ab\ncd", 1, 1, 2, "ab"},
      {"a line feed belongs to its line", "ab\ncd", 2, 1, 3, "ab"},
      {"the second line", "ab\ncd", 4, 2, 2, "cd"},
      {"the end", "ab\ncd", 5, 2, 3, "cd"},
      {"beyond the end", "ab\ncd", 500, 2, 3, "cd"},
      {"after a last line feed", "ab\n", 3, 2, 1, ""},
      {"an empty text", "", 0, 1, 1, ""},
      {"an empty line", "a\n\nb", 2, 2, 1, ""},
      {"crlf is one line end", "ab\r\ncd", 4, 2, 1, "cd"},
      {"the carriage return of crlf", "ab\r\ncd", 2, 1, 3, "ab"},
      {"the line feed of crlf", "ab\r\ncd", 3, 1, 4, "ab"},
      {"carriage returns alone", "ab\rcd\ref", 6, 3, 1, "ef"},
      {"a carriage return before crlf", "a\r\r\nb", 4, 3, 1, "b"},
      {"a carriage return at the end", "a\r", 2, 2, 1, ""},
      {"a tab is one column", "\tab", 1, 1, 2, "\tab"},
      {"an umlaut is one column",
       "\xC3\xA4\xC3\xB6"
       "b",
       4, 1, 3,
       "\xC3\xA4\xC3\xB6"
       "b"},
      {"an emoji is one column",
       "\xF0\x9F\x98\x80"
       "b",
       4, 1, 2,
       "\xF0\x9F\x98\x80"
       "b"},
      {"a combining mark is one column",
       "e\xCC\x81"
       "b",
       3, 1, 3,
       "e\xCC\x81"
       "b"},
      {"a next-line character ends no line",
       "a\xC2\x85"
       "b",
       3, 1, 3,
       "a\xC2\x85"
       "b"},
      {"a line separator ends no line",
       "a\xE2\x80\xA8"
       "b",
       4, 1, 3,
       "a\xE2\x80\xA8"
       "b"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const SourceFile file("f", c.text);
    const Position at = file.position(c.offset);
    CHECK(at.line == c.line);
    CHECK(at.column == c.column);
    CHECK(file.line_at(c.offset) == c.line_text);
  }
}

TEST_CASE("columns on a long line count its characters from its start") {
  std::string text = "first\n";
  while (text.size() < 20'000) text += text.size() % 3 == 0 ? "\xF0\x9F\x99\x82" : "ab";
  const SourceFile file("f", text + "\nlast");
  std::uint32_t column = 0;
  for (std::uint32_t offset = 6; offset < text.size(); ++offset) {
    const bool begins = (text[offset] & 0xC0) != 0x80;
    if (begins) ++column;
    const Position at = file.position(offset);
    REQUIRE(at.line == 2);
    REQUIRE(at.column == (begins ? column : column + 1));
  }
  CHECK(file.position(static_cast<std::uint32_t>(text.size()) + 3).column == 3);
}

// From the start of the line each time, this would be a walk over 800 GB.
TEST_CASE("many places on one long line are found without a walk from its start for each") {
  const SourceFile file("f", std::string(4'000'000, 'x'));
  for (std::uint32_t offset = 0; offset < 4'000'000; offset += 10)
    REQUIRE(file.position(offset).column == offset + 1);
}

TEST_CASE("the line start is the offset of the first byte of a line") {
  const SourceFile file("f", "ab\r\ncd\nef");
  CHECK(file.line_start(0) == 0);
  CHECK(file.line_start(3) == 0);
  CHECK(file.line_start(4) == 4);
  CHECK(file.line_start(7) == 7);
  CHECK(file.line_start(99) == 7);
}

TEST_CASE("a source map describes places") {
  SourceMap sources;
  const FileId first = sources.add("a.yaml", "x: 1\ny: 2\n");
  const FileId second = sources.add("<stdin>", "z");
  CHECK(sources.size() == 2);
  CHECK(sources.describe({first, 8, 1}) == "a.yaml:2:4");
  CHECK(sources.describe({second, 0, 1}) == "<stdin>:1:1");
  CHECK(sources.describe({}).empty());
}

TEST_CASE("references to files stay valid while files are added") {
  SourceMap sources;
  const FileId first = sources.add("first", "text");
  const SourceFile& file = sources.file(first);
  for (int i = 0; i < 1000; ++i) sources.add("more", "text");
  CHECK(file.path() == "first");
  CHECK(&file == &sources.file(first));
}
