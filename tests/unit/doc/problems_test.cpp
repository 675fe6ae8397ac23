// What the person who must fix a broken YAML file is told: the place, the cause and what to write.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <placer/diagnostic.hpp>

#include <string>

using namespace placer;
using test::read;

TEST_CASE("broken yaml says where and what to write") {
  const struct {
    std::string text, where, guilty, message, help;
  } cases[] = {
      {"a:\n\tb: 1\n", "2:1 yaml.syntax", "\t", "a tab is used as indentation", "use blanks"},
      {"a: x\n\ty\n", "2:1 yaml.syntax", "", "a tab is used as indentation", "use blanks"},
      {"a: |\n\tx\n", "2:1 yaml.syntax", "", "a tab is used as indentation", "use blanks"},
      {"a: @x\n", "1:4 yaml.syntax", "@x", "cannot begin with '@'", "quotes"},
      {"a: `x`\n", "1:4 yaml.syntax", "`x`", "cannot begin with '`'", "quotes"},
      {"a: %x\n", "1:4 yaml.syntax", "%x", "cannot begin with '%'", "quotes"},
      {"a: b: c\n", "1:5 yaml.syntax", ":", "a second ':' on one line", "quotes"},
      {"a: 1\n  bc: 2\n", "2:3 yaml.syntax", "bc", "indented deeper than the line above", "align"},
      {"a\nbc: 1\n", "2:1 yaml.syntax", "bc", "line above this key is neither", "write 'key: value' there"},
      {"a:\n  b: 1\n c: 2\n", "3:2 yaml.syntax", "c:", "expected a key here", "indent every key"},
      {"a: 1\n- b\n", "2:1 yaml.syntax", "-", "expected a key here, not an item", "indent every key"},
      {"- a\nb: 1\n", "2:1 yaml.syntax", "b:", "expected '- ' here", "indent every item"},
      {"{: b}\n", "1:2 yaml.syntax", ":", "a key is missing", "key: value"},
      {": b\n", "1:1 yaml.syntax", ":", "a key is missing", "key: value"},
      {"a: [{\n", "1:5 yaml.syntax", "{", "'{' is never closed", "closing '}'"},
      {"%FOO\n---\na: 1\n", "1:1 yaml.syntax", "%FOO", "no directive", "quotes"},
      {"%YAML 1.2\n", "1:1 yaml.syntax", "%YAML", "expected '---'", "write '---' below"},
      {"- - a\n - b\n", "2:2 yaml.syntax", "-", "expected '- ' here", "indent every item"},
      {"- a: 1\n  b: 2\n c: 3\n", "3:2 yaml.syntax", "c:", "expected '- ' here", "indent every item"},
      {"a: 1\nfoo\nb: 2\n", "2:1 yaml.syntax", "foo", "expected ':' after this key", "key: value"},
      {"a: - b\n", "1:4 yaml.syntax", "-", "a list cannot begin here", "line of its own"},
      {"a: \"x\nb: 1\n", "1:4 yaml.syntax", "\\\"", "never closed", "closing quote"},
      {"a: 'x\n", "1:4 yaml.syntax", "'", "never closed", "closing quote"},
      {"a: \"x\" y\n", "1:8 yaml.syntax", "y", "text follows a closing quote", "one pair of quotes"},
      {"a: {b}/c\n", "1:7 yaml.syntax", "/c", "text follows a closing bracket", "'{'"},
      {"\"x\" y\n", "1:5 yaml.syntax", "y", "text follows the end of the document", "'---'"},
      {"a: [1, 2\n", "1:4 yaml.syntax", "[", "'[' is never closed", "closing ']'"},
      {"a: {b: 1\n", "1:4 yaml.syntax", "{", "'{' is never closed", "closing '}'"},
      {"a: [1, 2\nb: 3\n", "2:2 yaml.syntax", ":", "expected ',' or ']'", "quotes"},
      {"a: [1, 2}\n", "1:9 yaml.syntax", "}", "expected ',' or ']'", "quotes"},
      {"a: [1,, 2]\n", "1:7 yaml.syntax", ",", "expected a value", "quotes"},
      {"]\n", "1:1 yaml.syntax", "]", "expected a value", "quotes"},
      {"a: > b\n  c\n", "1:6 yaml.syntax", "b", "block text", "next line"},
      {"a: |0\n  c\n", "1:5 yaml.syntax", "0", "cannot be 0", "1 to 9"},
      {"a: *\n", "1:4 yaml.syntax", "*", "expected a name", "quotes"},
      {"a: *.txt\n", "1:4 yaml.syntax", "*.txt", "expected a name", "quotes"},
      {"a: !x!y z\n", "1:4 yaml.syntax", "!x!y", "prefix", "quotes"},
      {"a: \"\\q\"\n", "1:5 yaml.syntax", "\\q", "no such escape", "single quotes"},
      {"a: \"C:\\windows\"\n", "1:7 yaml.syntax", "\\w", "no such escape", "single quotes"},
      {"a: \"\\xg\"\n", "1:7 yaml.syntax", "g\\\"", "hexadecimal", "single quotes"},
      {"a: \"\\ud83d\\ude00\"\n", "1:5 yaml.syntax", "\\ud83d", "surrogate", "\\U0001F600"},
      {"a: \"\\UFFFFFFFF\"\n", "1:5 yaml.syntax", "\\UFFFF", "no character", "itself"},
      {"%YAML 2.0\n---\na: 1\n", "1:1 yaml.syntax", "%YAML", "version", "1.2"},
      {std::string(1030, 'k') + ": 1\n", "1:1 yaml.syntax", std::string(1024, 'k'), "longer than 1024",
       "'? '"},
      {"a: *b\n", "1:4 yaml.alias", "*b", "no anchor '&b'", "write '&name'"},
      {"base: &default 1\na: *defualt\n", "2:4 yaml.alias", "*defualt", "no anchor",
       "did you mean '*default'?"},
      {"a: &x [1, *x]\n", "1:11 yaml.alias", "*x", "inside the value", "write it out"},
      {"a: &x\n  b: {c: *x}\n", "2:10 yaml.alias", "*x", "inside the value", "write it out"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = read(c.text);
    CHECK(reading.problem() == c.where);
    CHECK(reading.guilty() == c.guilty);
    CHECK_THAT(reading.first().message, test::contains(c.message));
    CHECK_THAT(reading.first().help, test::contains(c.help));
  }
}

TEST_CASE("a forgotten quote is looked for at the text before") {
  const test::Reading reading = read("a: \"x\nb: \"y\"\nc: 1\n");
  CHECK(render(reading.first(), reading.sources) ==
        "w.yaml:2:5: error: text follows a closing quote [yaml.syntax]\n"
        "    2 | b: \"y\"\n"
        "      |     ^~\n"
        "w.yaml:1:4: note: the quoted text before it begins here; is its closing quote missing?\n"
        "    1 | a: \"x\n"
        "      |    ^\n"
        "help: put the whole value into one pair of quotes\n");
}

TEST_CASE("wrong indentation shows what it does not fit") {
  const test::Reading reading = read("x: 1\na:\n  b: 1\n c: 2\n");
  REQUIRE(reading.first().related.size() == 1);
  CHECK(reading.first().related.front().message == "the mapping begins here");
  CHECK(reading.sources.describe(reading.first().related.front().where) == "w.yaml:1:1");
}

TEST_CASE("text that did not come through the door is refused by the parser") {
  CHECK(read("a: b\xFF\n").problem() == "1:5 yaml.syntax");
  CHECK(read(std::string("a: b\0\n", 6)).problem() == "1:5 yaml.syntax");
}
