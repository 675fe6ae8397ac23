// Printed diagnostics, compared whole.
#include "base/text.hpp"
#include "support/catch.hpp"

#include <placer/diagnostic.hpp>

#include <string>
#include <string_view>

using namespace placer;

namespace {

std::string printed(const std::string& text, std::uint32_t offset, std::uint32_t length,
                    const DiagnosticStyle& style = {}) {
  SourceMap sources;
  const FileId file = sources.add("w.yaml", text);
  return render({Severity::error, "code", "message", {file, offset, length}, "", {}}, sources, style);
}

std::string line(const std::string& text, std::size_t number) {
  std::size_t begin = 0;
  for (; number > 0; --number) begin = text.find('\n', begin) + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

TEST_CASE("a diagnostic with all its parts") {
  SourceMap sources;
  const FileId file = sources.add("w.yaml", "name: a\ntimeout: 30s\nmemory: 1GiB\ntimeout: 1min\n");
  const Diagnostic diagnostic = {Severity::error,
                                 "yaml.duplicate-key",
                                 "the key 'timeout' stands in this mapping twice",
                                 {file, 34, 7},
                                 "remove one of them",
                                 {{{file, 8, 7}, "it stands here first"}, {{}, "a note without a place"}}};
  CHECK(render(diagnostic, sources) ==
        "w.yaml:4:1: error: the key 'timeout' stands in this mapping twice [yaml.duplicate-key]\n"
        "    4 | timeout: 1min\n"
        "      | ^~~~~~~\n"
        "w.yaml:2:1: note: it stands here first\n"
        "    2 | timeout: 30s\n"
        "      | ^~~~~~~\n"
        "note: a note without a place\n"
        "help: remove one of them\n");
}

TEST_CASE("a diagnostic without a place has no source line") {
  CHECK(render({Severity::warning, "rules.age", "the rules are old", {}, "", {}}, SourceMap()) ==
        "warning: the rules are old [rules.age]\n");
  CHECK(render({Severity::note, "", "nothing to do", {}, "", {}}, SourceMap()) == "note: nothing to do\n");
}

TEST_CASE("carets stand under the exact text") {
  const struct {
    const char* what;
    std::string text;
    std::uint32_t offset, length;
    const char *source, *caret;
  } cases[] = {
      {"a value", "cpu: 900x", 5, 4, "    1 | cpu: 900x", "      |      ^~~~"},
      {"one character", "a: b", 3, 1, "    1 | a: b", "      |    ^"},
      {"no length", "a: b", 3, 0, "    1 | a: b", "      |    ^"},
      {"the end of the line", "a: b\nc", 4, 1, "    1 | a: b", "      |     ^"},
      {"beyond the end of the file", "a: b", 99, 5, "    1 | a: b", "      |     ^"},
      {"several lines end with the first", "a: [1,\n2]", 3, 6, "    1 | a: [1,", "      |    ^~~"},
      {"crlf", "a: b\r\n", 3, 99, "    1 | a: b", "      |    ^"},
      {"a tab before the text", "a:\tb", 3, 1, "    1 | a:  b", "      |     ^"},
      {"a tab inside the text", "x a\tb", 2, 3, "    1 | x a b", "      |   ^~~"},
      {"a tab alone", "\tb", 0, 1, "    1 |     b", "      | ^~~~"},
      {"umlauts before it",
       "gr\xC3\xB6\xC3\x9F"
       "e: x",
       9, 1,
       "    1 | gr\xC3\xB6\xC3\x9F"
       "e: x",
       "      |        ^"},
      {"wide characters before it", "\xE4\xB8\xAD\xE6\x96\x87: x", 8, 1,
       "    1 | \xE4\xB8\xAD\xE6\x96\x87: x", "      |       ^"},
      {"a wide character", "a \xE4\xB8\xAD b", 2, 3, "    1 | a \xE4\xB8\xAD b", "      |   ^~"},
      {"a combining mark", "e\xCC\x81: x", 5, 1, "    1 | e\xCC\x81: x", "      |    ^"},
      {"an escape character", "a\x1B[1mb: c", 8, 1, "    1 | a\xEF\xBF\xBD[1mb: c", "      |         ^"},
      {"a bad byte",
       "a\xFF"
       "b",
       1, 1,
       "    1 | a\xEF\xBF\xBD"
       "b",
       "      |  ^"},
      {"text that runs backwards",
       "a\xE2\x80\xAE"
       "b",
       4, 1,
       "    1 | a\xEF\xBF\xBD"
       "b",
       "      |   ^"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const std::string text = printed(c.text, c.offset, c.length);
    CHECK(line(text, 1) == c.source);
    CHECK(line(text, 2) == c.caret);
  }
}

TEST_CASE("an empty line is not shown") {
  CHECK(printed("a\n\nb", 2, 0) == "w.yaml:2:1: error: message [code]\n");
  CHECK(printed("", 0, 0) == "w.yaml:1:1: error: message [code]\n");
  CHECK(printed("  \n", 1, 0) == "w.yaml:1:2: error: message [code]\n");
}

TEST_CASE("line numbers widen the margin only when they must") {
  std::string text;
  for (int i = 0; i < 99999; ++i) text += '\n';
  const auto offset = static_cast<std::uint32_t>(text.size());
  CHECK(line(printed(text + "x", offset, 1), 1) == "100000 | x");
  CHECK(line(printed(text + "x", offset, 1), 2) == "       | ^");
}

TEST_CASE("long lines are cut around the caret") {
  const std::string digits = "0123456789";
  std::string text;
  for (int i = 0; i < 10; ++i) text += digits;  // 100 columns, into 20
  DiagnosticStyle style;
  style.width = 28;
  const struct {
    const char* what;
    std::uint32_t offset, length;
    const char *unicode_source, *unicode_caret, *ascii_source, *ascii_caret;
  } cases[] = {
      {"at the beginning", 2, 3, "    1 | 012345678901234567\xE2\x80\xA6", "      |   ^~~",
       "    1 | 01234567890123...", "      |   ^~~"},
      {"in the middle", 50, 3,
       "    1 | \xE2\x80\xA6"
       "123456789012345678\xE2\x80\xA6",
       "      |           ^~~", "    1 | ...34567890123456...", "      |           ^~~"},
      {"at the end", 97, 3,
       "    1 | \xE2\x80\xA6"
       "234567890123456789",
       "      |                 ^~~", "    1 | ...67890123456789", "      |               ^~~"},
      {"longer than the line", 50, 50,
       "    1 | \xE2\x80\xA6"
       "123456789012345678\xE2\x80\xA6",
       "      |           ^~~~~~~~~", "    1 | ...34567890123456...", "      |           ^~~~~~~"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    style.unicode = true;
    const std::string unicode = printed(text, c.offset, c.length, style);
    CHECK(line(unicode, 1) == c.unicode_source);
    CHECK(line(unicode, 2) == c.unicode_caret);
    CHECK(display_width(line(unicode, 1)) <= style.width);
    style.unicode = false;
    const std::string ascii = printed(text, c.offset, c.length, style);
    CHECK(line(ascii, 1) == c.ascii_source);
    CHECK(line(ascii, 2) == c.ascii_caret);
    CHECK(display_width(line(ascii, 1)) <= style.width);
  }
}

TEST_CASE("cut lines keep within the width whatever stands in them") {
  DiagnosticStyle style;
  style.width = 40;
  for (const std::string part : {"\t", "\xE4\xB8\xAD", "e\xCC\x81", "\xF0\x9F\x98\x80x", "\xFF", "\x1B"}) {
    std::string text;
    while (text.size() < 500) text += part;
    for (std::uint32_t offset = 0; offset < text.size(); offset += 7) {
      CAPTURE(part, offset);
      const std::string shown = printed(text, offset, 5, style);
      CHECK(display_width(line(shown, 1)) <= style.width);
      CHECK(display_width(line(shown, 2)) <= style.width);
    }
  }
}

TEST_CASE("a line that just fits is not cut") {
  DiagnosticStyle style;
  style.width = 28;
  CHECK(line(printed("01234567890123456789", 19, 1, style), 1) == "    1 | 01234567890123456789");
}

TEST_CASE("without unicode the output is ascii") {
  DiagnosticStyle style;
  style.unicode = false;
  SourceMap sources;
  const FileId file = sources.add(
      "gr\xC3\xBC\xC3\x9F"
      "e.yaml",
      "n\xC3\xA4me: \xE4\xB8\xAD x");
  const Diagnostic diagnostic = {Severity::error, "c", "kein \xC3\xBC", {file, 11, 1}, "\xC3\xB6", {}};
  CHECK(render(diagnostic, sources, style) ==
        "gr??e.yaml:1:9: error: kein ? [c]\n"
        "    1 | n?me: ? x\n"
        "      |         ^\n"
        "help: ?\n");
}

TEST_CASE("nothing that a terminal would obey gets through") {
  SourceMap sources;
  const FileId file = sources.add("a\nb.yaml", "x: \x1B]0;title\x07");
  const Diagnostic diagnostic = {Severity::error,
                                 "c",
                                 "bad \x1B[2J",
                                 {file, 0, 1},
                                 "a\rb",
                                 {{{},
                                   "see\x9B"
                                   "31m"}}};
  const std::string text = render(diagnostic, sources);
  for (const char c : text) CHECK((static_cast<unsigned char>(c) >= 0x20 || c == '\n'));
  CHECK_THAT(text, !test::contains("\x9B"));
  CHECK_THAT(text, test::contains("a\xEF\xBF\xBD"
                                  "b.yaml:1:1: error"));
}

TEST_CASE("colour marks all parts but the code and the source line") {
  DiagnosticStyle style;
  style.colour = true;
  SourceMap sources;
  const FileId file = sources.add("w.yaml", "a: b");
  const Diagnostic diagnostic = {Severity::error, "c", "m", {file, 3, 1}, "h", {{{file, 0, 1}, "n"}}};
  CHECK(render(diagnostic, sources, style) ==
        "\033[1mw.yaml:1:4: \033[0m\033[1;31merror: \033[0m\033[1mm\033[0m [c]\n"
        "    1 | a: b\n"
        "      |    \033[1;31m^\033[0m\n"
        "\033[1mw.yaml:1:1: \033[0m\033[1;36mnote: \033[0mn\n"
        "    1 | a: b\n"
        "      | \033[1;36m^\033[0m\n"
        "\033[1;32mhelp: \033[0mh\n");
  CHECK_THAT(render({Severity::warning, "c", "m", {}, "", {}}, sources, style),
             test::contains("\033[1;35mwarning: "));
}
