// Blanks, quoting, joining and wrapping.
#include "base/text.hpp"

#include "support/catch.hpp"

#include <vector>

using placer::wrap;

TEST_CASE("trim takes blanks from both ends only") {
  CHECK(placer::trim("  a b\t\r\n") == "a b");
  CHECK(placer::trim("a") == "a");
  CHECK(placer::trim("").empty());
  const std::string_view blank = " \t ";
  CHECK(placer::trim(blank).empty());
  CHECK(placer::trim(blank).data() == blank.data() + 3);
}

TEST_CASE("lower case changes ASCII letters only") {
  CHECK(placer::to_lower("AZaz09[@`{") == "azaz09[@`{");
  CHECK(placer::to_lower("\u00C4B") == "\u00C4b");
}

TEST_CASE("quoting keeps a message on one line") {
  CHECK(placer::in_quotes("MiB") == "'MiB'");
  CHECK(placer::in_quotes("a\nb\x1B\x7F") == "'a b  '");
  CHECK(placer::in_quotes("\xFF") == "'\uFFFD'");
  CHECK(placer::in_quotes(std::string(40, 'x')) == "'" + std::string(40, 'x') + "'");
  CHECK(placer::in_quotes(std::string(41, 'x')) == "'" + std::string(40, 'x') + "...'");
  CHECK(placer::in_quotes(std::string(39, 'x') + "\u00C4") == "'" + std::string(39, 'x') + "...'");
}

TEST_CASE("join puts the separator between the parts") {
  CHECK(placer::join(std::vector<std::string>{}, ", ").empty());
  CHECK(placer::join(std::vector<std::string>{"a"}, ", ") == "a");
  CHECK(placer::join(std::vector<std::string_view>{"a", "", "c"}, ", ") == "a, , c");
}

TEST_CASE("wrap breaks at blanks before the width is passed") {
  CHECK(wrap("", 10).empty());
  CHECK(wrap("one two three", 7) == "one two\nthree");
  CHECK(wrap("one two three", 6) == "one\ntwo\nthree");
  CHECK(wrap("  one   two  ", 20) == "one two");
  CHECK(wrap("one two three", 100) == "one two three");
}

TEST_CASE("wrap indents all lines but the first and leaves room in it") {
  CHECK(wrap("one two three", 11, 4) == "one two\n    three");
  CHECK(wrap("one two three", 10, 4) == "one\n    two\n    three");
}

TEST_CASE("wrap keeps line ends and words that are too long") {
  CHECK(wrap("one\ntwo", 20, 2) == "one\n  two");
  CHECK(wrap("one\n\ntwo\n", 20, 2) == "one\n\n  two");
  CHECK(wrap("a incomprehensible b", 5) == "a\nincomprehensible\nb");
  CHECK(wrap("a b", 2, 8) == "a\n        b");
}

TEST_CASE("wrap counts columns and not bytes") {
  CHECK(wrap("\u00E4\u00E4 \u00E4\u00E4", 5) == "\u00E4\u00E4 \u00E4\u00E4");
  CHECK(wrap("\u6F22\u5B57 \u6F22\u5B57", 8) == "\u6F22\u5B57\n\u6F22\u5B57");
}

TEST_CASE("words stand between blanks of any kind") {
  CHECK(placer::words_of(" a\tbc \n d ") == std::vector<std::string_view>{"a", "bc", "d"});
  CHECK(placer::words_of(" \n").empty());
  CHECK(placer::words_of("").empty());
}
