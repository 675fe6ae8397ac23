// Text of manifests in Markdown: always code, whatever it holds.
#include "report/markdown_text.hpp"

#include "support/catch.hpp"

#include <string>

using namespace placer::report;

TEST_CASE("a code span holds any text on one line") {
  CHECK(code_span("") == "");
  CHECK(code_span("a") == "`a`");
  CHECK(code_span("a`b") == "``a`b``");
  CHECK(code_span("``") == "``` `` ```");
  CHECK(code_span("`a") == "`` `a ``");
  CHECK(code_span(" a ") == "`  a  `");
  CHECK(code_span("a\nb\rc\td") == "`a b c d`");
  CHECK(code_span("</details><script>@everyone #1 [a](b) *c* _d_ &amp;") ==
        "`</details><script>@everyone #1 [a](b) *c* _d_ &amp;`");
  CHECK(code_span("a\x01\xff\xe2\x80\xae") == "`a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd`");
}

TEST_CASE("no run of backticks is longer than a fence may be") {
  const std::string run(19, '`');
  CHECK(code_span(std::string(20, '`')) == run + "` " + run + " ` `" + run);
  CHECK(code_block(std::string(20, '`'), 100) == run + "`text\n" + run + " `\n" + run + "`\n");
}

TEST_CASE("a bar ends no cell") {
  CHECK(code_span("a|b") == "`a\\|b`");
  CHECK(code_span("||") == "`\\|\\|`");
  CHECK(code_span("a\\|b") == "`a\\ \\|b`");
}

TEST_CASE("long texts are cut at a character") {
  CHECK(code_span("abcdef", 3) == "`abc\xe2\x80\xa6`");
  CHECK(code_span("\xc3\xa9\xc3\xa9\xc3\xa9", 2) == "`\xc3\xa9\xc3\xa9\xe2\x80\xa6`");
  CHECK(code_span("abc", 3) == "`abc`");
}

TEST_CASE("in a block of HTML the text is escaped") {
  CHECK(html_code("</details>\n\n<script>&\"'@a") ==
        "<code>&lt;/details&gt;  &lt;script&gt;&amp;&quot;&#39;@a</code>");
  CHECK(html_code("") == "");
}

TEST_CASE("a fence is longer than any in the text") {
  CHECK(code_block("a\nb", 100) == "```text\na\nb\n```\n");
  CHECK(code_block("```\n</details>\n", 100) == "````text\n```\n</details>\n````\n");
  CHECK(code_block("a\n\nb\rc\n", 100) == "```text\na\n\nb c\n```\n");
}

TEST_CASE("a block that is too long ends with the number of lines that are missing") {
  CHECK(code_block("aaaa\nbbbb\ncccc\n", 10) == "```text\naaaa\nbbbb\n\xe2\x80\xa6 and 1 line more\n```\n");
  CHECK(code_block("aaaa\nbbbb\ncccc\ndddd", 10) ==
        "```text\naaaa\nbbbb\n\xe2\x80\xa6 and 2 lines more\n```\n");
}

TEST_CASE("only a plain address is a link") {
  CHECK(code_link("a.b", "https://example.com/a?b=c#d") == "[`a.b`](<https://example.com/a?b=c#d>)");
  for (const std::string url :
       {"http://example.com", "javascript:alert(1)", "https://a>b", "https://a b", ""})
    CHECK(code_link("a.b", url) == "`a.b`");
}
