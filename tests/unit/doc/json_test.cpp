// JSON into the same trees: what is JSON, exact numbers, and clear words for what is none.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <limits>
#include <string>

using namespace placer;
using test::read;

TEST_CASE("json documents become trees") {
  const struct {
    const char* what;
    std::string text, tree;
  } cases[] = {
      {"all kinds", "{\"a\": [1, true, false, null, \"x\"], \"b\": {}, \"c\": []}",
       "{\"a\": [1, true, false, ~, \"x\"], \"b\": {}, \"c\": []}"},
      {"numbers keep their text",
       "[0, -0, 1.50, 1e3, 1E+02, 123456789012345678901234567890, -9223372036854775809]",
       "[0, -0, 1.50, 1e3, 1E+02, 123456789012345678901234567890, -9223372036854775809]"},
      {"texts are never numbers", "[\"1\", \"true\", \"null\", \"\"]", "[\"1\", \"true\", \"null\", \"\"]"},
      {"escapes", "[\"\\u0041\\n\\\"\\/\", \"\\ud83d\\ude00\"]", "[\"A\\n\\\"/\", \"\xF0\x9F\x98\x80\"]"},
      {"the delete character", "[\"\x7F\"]", "[\"\x7F\"]"},
      {"a value alone", "17", "17"},
      {"null alone", "null", "~"},
      {"merge keys are text", "{\"<<\": {\"a\": 1}}", "{\"<<\": {\"a\": 1}}"},
      {"nothing", "", ""},
      {"blanks", " \n", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text, "w.json");
    CHECK(reading.tree() == c.tree);
    CHECK(reading.problem() == "none");
  }
}

TEST_CASE("numbers beyond every double keep their text") {
  if (std::numeric_limits<long double>::max_exponent10 <= std::numeric_limits<double>::max_exponent10) return;
  CHECK(read("[1e400, -1E-4000]", "w.json").tree() == "[1e400, -1E-4000]");
}

TEST_CASE("what is json is known by its name or its first character") {
  const struct {
    const char* what;
    std::string path, text, tree, where;
  } cases[] = {
      {"a json name means json", "A.JSON", "[01]", "", "1:3 json.syntax"},
      {"a brace and json", "<stdin>", "{\"a\": \"\\ud83d\\ude00\"}", "{\"a\": \"\xF0\x9F\x98\x80\"}", "none"},
      {"a bracket and json", "w.tfstate", " [\"\\/\"]", "[\"/\"]", "none"},
      {"a brace and yaml", "w.yaml", "{a: 1, b: 'x'}", "{a: 1, b: \"x\"}", "none"},
      {"a trailing comma is yaml", "<stdin>", "[1, 2,]", "[1, 2]", "none"},
      {"a number too large for json is yaml", "w.yaml", "[1e99999]", "[1e99999]", "none"},
      {"duplicate keys are wrong in both", "<stdin>", "{\"a\": 1, \"a\": 2}", "", "1:10 json.duplicate-key"},
      {"broken in both speaks of yaml", "<stdin>", "{\"a\": 1", "", "1:1 yaml.syntax"},
      {"json in yaml stays yaml", "w.yaml", "# c\n{\"a\": 1}", "{\"a\": 1}", "none"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text, c.path);
    CHECK(reading.tree() == c.tree);
    CHECK(reading.problem() == c.where);
  }
}

TEST_CASE("broken json says what was expected and what to write") {
  const struct {
    std::string text, where, guilty, message, help;
  } cases[] = {
      {"{\"a\": 1,}", "1:9 json.syntax", "}", "expected a key in double quotes", "remove the comma"},
      {"[1, 2, ]", "1:8 json.syntax", "]", "expected a value", "remove the comma"},
      {"[1 2]", "1:4 json.syntax", "2", "expected ',' or ']'", "comma missing"},
      {"[\"a\" \"b\"]", "1:6 json.syntax", "\\\"b\\\"", "expected ',' or ']'", "comma missing"},
      {"{\"a\": 1 \"b\": 2}", "1:9 json.syntax", "\\\"b\\\"", "expected ',' or '}'", "comma missing"},
      {"{\"a\" 1}", "1:6 json.syntax", "1", "expected ':'", ""},
      {"{\"a\": }", "1:7 json.syntax", "}", "expected a value", ""},
      {"[1,, 2]", "1:4 json.syntax", ",", "expected a value", ""},
      {"{,}", "1:2 json.syntax", ",", "expected a key in double quotes", ""},
      {"[1, 2}", "1:6 json.syntax", "}", "expected ',' or ']'", ""},
      {"{'a': 1}", "1:2 json.syntax", "'", "expected a key in double quotes", "use double quotes"},
      {"['a']", "1:2 json.syntax", "'", "expected a value", "use double quotes"},
      {"{a: 1}", "1:2 json.syntax", "a", "expected a key in double quotes", "use double quotes"},
      {"[True]", "1:2 json.syntax", "T", "expected a value", "true, false and null"},
      {"[NaN]", "1:2 json.syntax", "N", "expected a value", "true, false and null"},
      {"[nul]", "1:2 json.syntax", "nul]", "expected a value", ""},
      {"[01]", "1:3 json.syntax", "1", "expected ',' or ']'", "remove the 0"},
      {"[+1]", "1:2 json.syntax", "+", "expected a value", "a number begins"},
      {"[.5]", "1:2 json.syntax", ".", "expected a value", "a number begins"},
      {"// c\n[1]", "1:1 json.syntax", "/", "expected a value", "no comments"},
      {"[1, # c\n2]", "1:5 json.syntax", "#", "expected a value", "no comments"},
      {"[\n1", "1:1 json.syntax", "[", "'[' is never closed", "write the closing ']'"},
      {"{\"a\": {\"b\": 1", "1:7 json.syntax", "{", "'{' is never closed", "write the closing '}'"},
      {"[1,", "1:1 json.syntax", "[", "'[' is never closed", "closing"},
      {"[\"a\nb\"]", "1:2 json.syntax", "\\\"", "not closed on its line", "closing quote"},
      {"[\"a", "1:2 json.syntax", "\\\"", "not closed on its line", "closing quote"},
      {"[\"a\tb\"]", "1:4 json.syntax", "\t", "a tab must be written", "'\\t'"},
      {"[\"\\ud83d\"]", "1:2 json.syntax", "\\\"\\ud83d\\\"", "surrogate", "the character itself"},
      {"[\"\\q\"]", "1:3 json.syntax", "\\q", "no such escape", "backslash"},
      {"[\"\\u12g4\"]", "1:3 json.syntax", "\\u12g", "no such escape", "backslash"},
      {"[1e99999]", "1:2 json.number", "1e99999", "too large", "smaller"},
      {"[\" invalid string\"d]", "1:19 json.syntax", "d", "expected ',' or ']'", "comma missing"},
      {"[1 '; last read: expected end of input", "1:4 json.syntax", "'", "expected ',' or ']'",
       "double quotes"},
      {"nope", "1:1 json.syntax", "no", "expected a value", ""},
      {"{\"a\": 1, \"b\": 2, \"a\": 3}", "1:18 json.duplicate-key", "\\\"a\\\"",
       "'a' stands in this mapping twice", "remove"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = read(c.text, "w.json");
    CHECK(reading.documents.empty());
    CHECK(reading.problem() == c.where);
    CHECK(reading.guilty() == c.guilty);
    CHECK_THAT(reading.first().message, test::contains(c.message));
    CHECK_THAT(reading.first().help, test::contains(c.help));
  }
}

TEST_CASE("what is broken in a stream of JSON leaves what is whole beside it") {
  struct Case {
    const char *text, *where, *message;
    std::size_t whole;
  };
  const Case cases[] = {
      {"{\"a\": 1} x", "1:10 json.syntax", "expected the end of the file", 1},
      {"{\"a\": 1}, {\"b\": 2}", "1:9 json.syntax", "expected the end of the file", 1},
      {"[1]]", "1:4 json.syntax", "expected the end of the file", 1},
      {"{\"a\": 1}\nno json\n{\"b\": 2}\n", "2:1 json.syntax", "expected the end of the file", 2},
      {"{\"a\": 1}\n{\"b\": nope}\n{\"c\": 3}\n", "2:7 json.syntax", "expected a value", 2},
      {"{\"a\": 1}\n{\"b\": \n{\"c\": 3}\n{\"d\": 4}\n", "4:1 json.syntax", "", 3},
      {"{\"a\":\n  oops\n}\n{\"b\": 2}\n", "2:3 json.syntax", "expected a value", 1},
      {"[\n{\"a\": 1},\n{\"b\": oops},\n{\"c\": 3}\n]", "3:7 json.syntax", "expected a value", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = read(c.text, "w.json");
    CHECK(reading.problem() == c.where);
    CHECK_THAT(reading.first().message, test::contains(c.message));
    CHECK(reading.documents.size() == c.whole);
  }
}
