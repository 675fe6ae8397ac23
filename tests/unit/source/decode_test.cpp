// Bytes become text, or one error says why not.
#include "source/decode.hpp"

#include "support/catch.hpp"

#include <string>

using namespace placer;

namespace {

std::string bytes(const char* begin, std::size_t size) { return {begin, size}; }
template <std::size_t size>
std::string raw(const char (&text)[size]) {
  return bytes(text, size - 1);  // string literals may hold NUL
}

struct Decoded {
  SourceMap sources;
  DiagnosticSink sink;
  FileId file = no_file;
  bool good = false;

  explicit Decoded(std::string input) { good = decode_and_add("f", std::move(input), sources, sink, file); }
  std::string text() const { return std::string(sources.file(file).text()); }
};

}  // namespace

TEST_CASE("texts of every encoding become utf-8") {
  const struct {
    const char* what;
    std::string input, text;
  } cases[] = {
      {"nothing", "", ""},
      {"ascii with all line ends and tabs", "a\tb\r\nc\rd\n", "a\tb\r\nc\rd\n"},
      {"utf-8", "\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80", "\xC3\xA4\xE4\xB8\xAD\xF0\x9F\x98\x80"},
      {"a utf-8 byte-order mark",
       "\xEF\xBB\xBF"
       "a: 1",
       "a: 1"},
      {"nothing but a byte-order mark", "\xEF\xBB\xBF", ""},
      {"little endian utf-16",
       raw("\xFF\xFE"
           "a\0\xE4\0\x2D\x4E"),
       "a\xC3\xA4\xE4\xB8\xAD"},
      {"big endian utf-16", raw("\xFE\xFF\0a\0\xE4\x4E\x2D"), "a\xC3\xA4\xE4\xB8\xAD"},
      {"a surrogate pair, little endian", raw("\xFF\xFE\x3D\xD8\x00\xDE"), "\xF0\x9F\x98\x80"},
      {"a surrogate pair, big endian", raw("\xFE\xFF\xD8\x3D\xDE\x00"), "\xF0\x9F\x98\x80"},
      {"nothing in utf-16", "\xFF\xFE", ""},
      {"the last character of all", "\xF4\x8F\xBF\xBD", "\xF4\x8F\xBF\xBD"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const Decoded decoded(c.input);
    CHECK(decoded.good);
    CHECK(decoded.text() == c.text);
    CHECK(decoded.sink.in_order().empty());
  }
}

TEST_CASE("what is no text is one error at the first bad character") {
  const struct {
    const char* what;
    std::string input;
    const char* code;
    std::uint32_t offset;
    const char* message;
    const char* help;
  } cases[] = {
      {"a byte of latin-1", "name: caf\xE9\n", "text.encoding", 9, "byte 0xE9", "this byte is '\xC3\xA9'"},
      {"a byte that begins nothing", "a\x80", "text.encoding", 1, "byte 0x80", "save the file as UTF-8"},
      {"an overlong slash", "ab\xC0\xAF", "text.encoding", 2, "byte 0xC0", "UTF-8"},
      {"an encoded surrogate", "\xED\xA0\x80", "text.encoding", 0, "byte 0xED", "UTF-8"},
      {"beyond the last character", "\xF4\x90\x80\x80", "text.encoding", 0, "byte 0xF4", "UTF-8"},
      {"a sequence cut off at the end", "a\xE4\xB8", "text.encoding", 1, "byte 0xE4", "UTF-8"},
      {"two errors", "\xFF.\xFF", "text.encoding", 0, "byte 0xFF", "UTF-8"},
      {"a nul", raw("a\0b"), "text.control", 1, "NUL", "UTF-16 without a byte-order mark"},
      {"utf-16 without a mark", raw("a\0:\0"), "text.control", 1, "NUL", "UTF-16"},
      {"an escape character", "a: \x1B[31m", "text.control", 3, "U+001B", "remove it"},
      {"a form feed", "\f", "text.control", 0, "U+000C", "remove it"},
      {"delete", "a\x7F", "text.control", 1, "U+007F", "remove it"},
      {"a c1 control character", "a\xC2\x9B", "text.control", 1, "U+009B", "remove it"},
      {"no character", "a\xEF\xBF\xBE", "text.control", 1, "U+FFFE", "remove it"},
      {"utf-16 with half a character",
       raw("\xFF\xFE"
           "a\0b"),
       "text.encoding", 1, "middle of a character", "UTF-8"},
      {"a lone high surrogate", raw("\xFE\xFF\0a\xD8\x3D\0b"), "text.encoding", 1, "0xD83D", "UTF-8"},
      {"a lone low surrogate", raw("\xFF\xFE\x00\xDE"), "text.encoding", 0, "0xDE00", "UTF-8"},
      {"a high surrogate at the end", raw("\xFF\xFE\x3D\xD8"), "text.encoding", 0, "0xD83D", "UTF-8"},
      {"a nul in utf-16",
       raw("\xFF\xFE"
           "a\0\0\0"),
       "text.control", 1, "NUL", ""},
      {"utf-32", raw("\xFF\xFE\0\0a\0\0\0"), "text.encoding", 0, "UTF-32", "UTF-8"},
      {"big endian utf-32", raw("\0\0\xFE\xFF\0\0\0a"), "text.encoding", 0, "UTF-32", "UTF-8"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const Decoded decoded(c.input);
    CHECK_FALSE(decoded.good);
    REQUIRE(decoded.file == 0);
    REQUIRE(decoded.sink.in_order().size() == 1);
    const Diagnostic& error = decoded.sink.in_order().front();
    CHECK(error.severity == Severity::error);
    CHECK(error.code == c.code);
    CHECK(error.where.file == decoded.file);
    CHECK(error.where.offset == c.offset);
    CHECK_THAT(error.message, test::contains(c.message));
    CHECK_THAT(error.help, test::contains(c.help));
  }
}

TEST_CASE("every line with a character that programs disagree about is told once") {
  const Decoded decoded("# a\u2028b\u2028\nc: 1\n# d\u2029\u202E\n");
  CHECK(decoded.good);
  std::string told;
  for (const Diagnostic& one : decoded.sink.in_order())
    told += std::to_string(decoded.sources.position(one.where).line) + " " + one.message.substr(0, 6) + "\n";
  CHECK(told == "1 U+2028\n3 U+2029\n3 U+202E\n");
}

TEST_CASE("lines past a hundred are told of no more") {
  std::string lines;
  for (int i = 0; i < 150; ++i) lines += "\u202A\n";
  CHECK(Decoded(lines).sink.in_order().size() == 100);
}

TEST_CASE("characters that programs disagree about are warnings") {
  const struct {
    const char* what;
    std::string input;
    const char* code;
    std::uint32_t offset, length;
  } cases[] = {
      {"next line",
       "ab\xC2\x85"
       "cd\xC2\x85",
       "text.line-separator", 2, 2},
      {"an override of the direction",
       "a\u202E"
       "b",
       "text.direction", 1, 3},
      {"an isolate", "\u2066", "text.direction", 0, 3},
      {"line separator", "a\xE2\x80\xA8", "text.line-separator", 1, 3},
      {"paragraph separator", "a\xE2\x80\xA9", "text.line-separator", 1, 3},
      {"an inner byte-order mark",
       "\xEF\xBB\xBF"
       "a\n\xEF\xBB\xBF"
       "b",
       "text.byte-order-mark", 2, 3},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const Decoded decoded(c.input);
    CHECK(decoded.good);
    REQUIRE(decoded.sink.in_order().size() == 1);
    const Diagnostic& warning = decoded.sink.in_order().front();
    CHECK(warning.severity == Severity::warning);
    CHECK(warning.code == c.code);
    CHECK(warning.where == Location{0, c.offset, c.length});
  }
}

TEST_CASE("a file that is no text can still be pointed at") {
  const Decoded decoded(
      raw("\xFF\xFE"
          "a\0\x00\xDE"
          "b\0"));
  CHECK_FALSE(decoded.good);
  CHECK(decoded.text() ==
        "a\xEF\xBF\xBD"
        "b");
}
