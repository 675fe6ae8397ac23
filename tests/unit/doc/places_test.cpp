// Every value stands exactly where it was written, whatever else is in the text.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <string>

using namespace placer;
using test::read;

TEST_CASE("places cover exactly what was written") {
  const struct {
    const char* what;
    std::string text, places;
  } cases[] = {
      {"plain", "a: 1\nbc: x y  # c\n", "a: 1\\nbc: x y|a|1|bc|x y"},
      {"quotes belong to the place", "a: 'x'\n\"b\": \"y\"\n",
       "a: 'x'\\n\\\"b\\\": \\\"y\\\"|a|'x'|\\\"b\\\"|\\\"y\\\""},
      {"a list", "- a\n-  b\n", "- a\\n-  b|a|b"},
      {"flow style", "[a, {b: c} ] # d\n", "[a, {b: c} ]|a|{b: c}|b|c"},
      {"empty collections", "a: []\nb: { }\n", "a: []\\nb: { }|a|[]|b|{ }"},
      {"a block ends with its last value", "a:\n  b: 1\n\n# c\n\nd: 2\n",
       "a:\\n  b: 1\\n\\n# c\\n\\nd: 2|a|b: 1|b|1|d|2"},
      {"an empty null stands at its key", "a:\nb: 1\n", "a:\\nb: 1|a|a|b|1"},
      {"a null at the end", "a:\n  b:\n", "a:\\n  b|a|b|b|b"},
      {"an empty null stands at its dash", "- \n-\n- a\n", "- \\n-\\n- a|-|-|a"},
      {"a written null stands where it is", "a: ~\nb: null\n", "a: ~\\nb: null|a|~|b|null"},
      {"a key that ends with a dash", "{a-, b}", "{a-, b}|a-|a-|b|b"},
      {"an anchor is not part of the value", "a: &x 5\nb: &y\n  c: 1\n",
       "a: &x 5\\nb: &y\\n  c: 1|a|5|b|c: 1|c|1"},
      {"an anchor that a colon ends", "a: &x:y\n", "a: &x:y|a|:y"},
      {"a tag is", "a: !Ref Foo\nb: !Sub  'x'\n", "a: !Ref Foo\\nb: !Sub  'x'|a|!Ref Foo|b|!Sub  'x'"},
      {"a tag and an anchor", "a: &x !Ref Foo\nb: !Ref &y Bar\n",
       "a: &x !Ref Foo\\nb: !Ref &y Bar|a|!Ref Foo|b|!Ref &y Bar"},
      {"a tag on a block", "a: !Sub\n  - x\nb: 1\n", "a: !Sub\\n  - x\\nb: 1|a|!Sub\\n  - x|x|b|1"},
      {"a tag with a comment behind it", "a: !Ref # c\n  Foo\n", "a: !Ref # c\\n  Foo|a|!Ref # c\\n  Foo"},
      {"a tag without a value", "a: !Ref\nb: 1\n", "a: !Ref\\nb: 1|a|!Ref|b|1"},
      {"an anchor without a value", "a: &x\nb: 1\n", "a: &x\\nb: 1|a|a|b|1"},
      {"an alias stands at the alias", "a: &x 1\nb: *x\n", "a: &x 1\\nb: *x|a|1|b|*x"},
      {"a block text ends with its text", "a: |\n  x\n  y\n\n\nb: 1\n",
       "a: |\\n  x\\n  y\\n\\n\\nb: 1|a||\\n  x\\n  y|b|1"},
      {"a folded text of several lines", "a: b\n  c\nd: e\n", "a: b\\n  c\\nd: e|a|b\\n  c|d|e"},
      {"umlauts",
       "gr\xC3\xB6\xC3\x9F"
       "e: \xC3\xBC"
       "ber\nb: c\n",
       "gr\xC3\xB6\xC3\x9F"
       "e: \xC3\xBC"
       "ber\\nb: c|gr\xC3\xB6\xC3\x9F"
       "e|\xC3\xBC"
       "ber|b|c"},
      {"an emoji", "a: \xF0\x9F\x98\x80\nb: c\n", "a: \xF0\x9F\x98\x80\\nb: c|a|\xF0\x9F\x98\x80|b|c"},
      {"umlauts in a comment", "# \xC3\xB6\xC3\xB6\xC3\xB6\na: b\n", "a: b|a|b"},
      {"line separators in a comment", "# x\xE2\x80\xA8# y\xC2\x85# z\na: b\n", "a: b|a|b"},
      {"line separators in quotes", "a: \"x\xE2\x80\xA9y\"\nb: c\n",
       "a: \\\"x\xE2\x80\xA9y\\\"\\nb: c|a|\\\"x\xE2\x80\xA9y\\\"|b|c"},
      {"a byte-order mark inside", "a: x\xEF\xBB\xBFy\nb: c\n",
       "a: x\xEF\xBB\xBFy\\nb: c|a|x\xEF\xBB\xBFy|b|c"},
      {"crlf", "a: 1\r\nb: c\r\n", "a: 1\r\\nb: c|a|1|b|c"},
      {"tabs between", "a:\t1\nb: \t c\n", "a:\t1\\nb: \t c|a|1|b|c"},
      {"values that fold back after blocks", "- \xC3\xA4:\n  - b\n-\n  c: |\n    \xC3\xB6\n- d\n",
       "- \xC3\xA4:\\n  - b\\n-\\n  c: |\\n    \xC3\xB6\\n- d|\xC3\xA4:\\n  - b|\xC3\xA4|- b|b|c: |\\n    "
       "\xC3\xB6|c||\\n    \xC3\xB6|d"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text);
    CHECK(reading.problem() == "none");
    REQUIRE(reading.places.size() == 1);
    CHECK(reading.places.front() == c.places);
  }
}

TEST_CASE("json values stand where they were written") {
  const struct {
    const char* what;
    std::string text, places;
  } cases[] = {
      {"everything", " {\"a\" : [1 , -2.5e+3,true,null], \"b\":{}, \"c\" :\"x\\n\"}\n",
       "{\\\"a\\\" : [1 , -2.5e+3,true,null], \\\"b\\\":{}, \\\"c\\\" :\\\"x\\n\\\"}|\\\"a\\\"|[1 , "
       "-2.5e+3,true,null]|1|"
       "-2.5e+3|true|null|\\\"b\\\"|{}|\\\"c\\\"|\\\"x\\n\\\""},
      {"a value alone", " 17 ", "17"},
      {"umlauts", "[\"\xC3\xB6\",\"\xF0\x9F\x98\x80\", 1]",
       "[\\\"\xC3\xB6\\\",\\\"\xF0\x9F\x98\x80\\\", 1]|\\\"\xC3\xB6\\\"|\\\"\xF0\x9F\x98\x80\\\"|1"},
      {"quotes, commas and brackets in texts", "[\"a\\\"],\",\":\", \"\\\\\", 2]",
       "[\\\"a\\\\\"],\\\",\\\":\\\", \\\"\\\\\\\", 2]|\\\"a\\\\\"],\\\"|\\\":\\\"|\\\"\\\\\\\"|2"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text, "w.json");
    CHECK(reading.problem() == "none");
    REQUIRE(reading.places.size() == 1);
    CHECK(reading.places.front() == c.places);
  }
}

TEST_CASE("lines and columns are those of editors") {
  const struct {
    const char* what;
    std::string text, where;
  } cases[] = {
      {"ascii", "a: 1\nb: 2\na: 3\n", "3:1 yaml.duplicate-key"},
      {"crlf", "a: 1\r\nb: 2\r\na: 3\r\n", "3:1 yaml.duplicate-key"},
      {"carriage returns alone", "a: 1\rb: 2\ra: 3\r", "3:1 yaml.duplicate-key"},
      {"umlauts before it", "\xC3\xB6: {\xC3\xA4: 1, \xC3\xA4: 2}\n", "1:11 yaml.duplicate-key"},
      {"an emoji before it", "{\xF0\x9F\x98\x80: 1, a: 2, a: 3}\n", "1:14 yaml.duplicate-key"},
      {"tabs before it", "{a:\t1,\ta: 2}", "1:8 yaml.duplicate-key"},
      {"a line separator before it", "x: \"\xE2\x80\xA8\"\na: 1\na: 2\n", "3:1 yaml.duplicate-key"},
      {"the second document", "x: 1\n---\n# \xC3\xB6\na: 1\na: 2\n", "5:1 yaml.duplicate-key"},
      {"syntax behind umlauts", "\xC3\xB6\xC3\xB6: 1\nb: @\n", "2:4 yaml.syntax"},
      {"json", "{\"\xC3\xB6\": 1,\n \"a\": 2, \"a\": 3}", "2:10 json.duplicate-key"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    CHECK(read(c.text).problem() == c.where);
  }
}
