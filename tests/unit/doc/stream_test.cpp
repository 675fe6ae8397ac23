// Cutting streams: where documents begin and end, and that a broken one leaves the others whole.
#include "doc/stream.hpp"

#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <string>
#include <vector>

using namespace placer;
using test::read;

TEST_CASE("streams are cut at document markers") {
  const struct {
    const char* what;
    std::string text;
    std::vector<std::string> pieces;
  } cases[] = {
      {"nothing", "", {}},
      {"comments", "# c\n\n", {}},
      {"an end marker only", "...\n", {}},
      {"two end markers", "a\n...\n# c\n...\n---\nb\n", {"a\n...\n", "---\nb\n"}},
      {"comments at the end", "a\n...\n# c\n", {"a\n...\n"}},
      {"a directive only", "%YAML 1.2\n", {"%YAML 1.2\n"}},
      {"one", "a\n", {"a\n"}},
      {"two", "a\n---\nb\n", {"a\n", "---\nb\n"}},
      {"a marker first", "---\na\n---\nb\n", {"---\na\n", "---\nb\n"}},
      {"a marker last", "a\n---", {"a\n", "---"}},
      {"text on the marker line", "--- a\n--- b\n", {"--- a\n", "--- b\n"}},
      {"a tab behind the marker", "a\n---\tb\n", {"a\n", "---\tb\n"}},
      {"no markers", "a\n----\n---b\n ---\n", {"a\n----\n---b\n ---\n"}},
      {"comments stay with what follows", "# c\n\n---\na\n", {"# c\n\n---\na\n"}},
      {"an end marker", "a\n...\n---\nb\n", {"a\n...\n", "---\nb\n"}},
      {"comments after an end marker", "a\n...\n# c\n---\nb\n", {"a\n...\n", "# c\n---\nb\n"}},
      {"directives",
       "%YAML 1.2\n---\na\n...\n%YAML 1.2\n%TAG ! tag:\n# c\n---\nb\n",
       {"%YAML 1.2\n---\na\n...\n", "%YAML 1.2\n%TAG ! tag:\n# c\n---\nb\n"}},
      {"directives without an end marker",
       "---\na\n%YAML 1.2\n---\nb\n",
       {"---\na\n", "%YAML 1.2\n---\nb\n"}},
      {"a directive that is text", "---\na\n%YAML 1.2\nb\n---\nc\n", {"---\na\n%YAML 1.2\nb\n", "---\nc\n"}},
      {"crlf", "a\r\n---\r\nb\r\n", {"a\r\n", "---\r\nb\r\n"}},
      {"carriage returns alone", "a\r---\rb\r", {"a\r", "---\rb\r"}},
      {"carriage returns and line feeds", "a\r---\rb\n---\nc", {"a\r", "---\rb\n", "---\nc"}},
      {"a byte-order mark before a marker", "a\n\xEF\xBB\xBF---\nb\n", {"a\n", "---\nb\n"}},
      {"a byte-order mark after an end marker",
       "a\n...\n\xEF\xBB\xBF%YAML 1.2\n---\nb\n",
       {"a\n...\n", "%YAML 1.2\n---\nb\n"}},
      {"block texts end", "a: |\n  x\n---\nb\n", {"a: |\n  x\n", "---\nb\n"}},
      {"quoted texts end", "a: \"x\n---\nb\"\n", {"a: \"x\n", "---\nb\"\n"}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    std::vector<std::string> pieces;
    doc::StreamCutter cutter(c.text);
    while (const auto piece = cutter.next())
      pieces.push_back(c.text.substr(piece->text.offset, piece->text.length));
    CHECK(pieces == c.pieces);
  }
}

TEST_CASE("streams are read document by document") {
  const struct {
    const char* what;
    std::string text, tree;
  } cases[] = {
      {"two", "a: 1\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"nothing", "", ""},
      {"blanks only", " \n\n\t\n", ""},
      {"comments only", "# a\n# b\n", ""},
      {"markers only", "---\n---\n---\n", ""},
      {"an end marker only", "...\n", ""},
      {"an empty document at the end", "---\na: 1\n---\n", "{a: 1}"},
      {"comments between markers", "a: 1\n---\n# nothing\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"a written null is content", "a: 1\n---\nnull\n---\n~\n", "{a: 1} --- ~ --- ~"},
      {"text on the marker line", "--- a\n--- b\n", "a --- b"},
      {"a block text at the marker", "--- |\n x\n--- >\n y\n", "\"x\\n\" --- \"y\\n\""},
      {"an end marker", "a: 1\n...\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"two end markers", "a: 1\n...\n...\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"directives", "%YAML 1.2\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"directives without an end marker", "---\na: 1\n%YAML 1.2\n---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"a tag directive counts for one document", "%TAG !e! tag:e,1:\n---\n!e!x 1\n---\n2\n",
       "tag:e,1:x 1 --- 2"},
      {"crlf", "a: 1\r\n---\r\nb: 2\r\n", "{a: 1} --- {b: 2}"},
      {"files joined with their byte-order marks", "a: 1\n\xEF\xBB\xBF---\nb: 2\n", "{a: 1} --- {b: 2}"},
      {"a marker inside a block text ends it", "a: |\n  x\n---\nb: 2\n", "{a: \"x\\n\"} --- {b: 2}"},
      {"an indented marker does not", "a: |\n  x\n  ---\n  y\nb: 2\n", "{a: \"x\\n---\\ny\\n\", b: 2}"},
      {"anchors end with their document", "a: &x 1\nb: *x\n---\na: &x 2\nb: *x\n",
       "{a: 1, b: 1} --- {a: 2, b: 2}"},
      {"json in a stream", "{\"a\": 1}\n---\n{\"b\": 2}\n", "{\"a\": 1} --- {\"b\": 2}"},
      {"a line separator behind a marker",
       "a: 1\n---\xC2\x85"
       "b: 2\n",
       "{a: 1} --- {b: 2}"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text);
    CHECK(reading.tree() == c.tree);
    CHECK(reading.problem() == "none");
  }
}

TEST_CASE("a broken document is one error and the others count") {
  const struct {
    const char* what;
    std::string text, tree, where;
  } cases[] = {
      {"in the middle", "a: 1\n---\nb: [1\n---\nc: 3\n", "{a: 1} --- {c: 3}", "3:4 yaml.syntax"},
      {"first", "a: @\n---\nb: 2\n", "{b: 2}", "1:4 yaml.syntax"},
      {"last", "a: 1\n---\nb: 'x\n", "{a: 1}", "3:4 yaml.syntax"},
      {"an open quote", "a: \"x\n---\nb: 2\n---\nc: 3\n", "{b: 2} --- {c: 3}", "1:4 yaml.syntax"},
      {"a duplicate key", "a: 1\n---\nb: 1\nb: 2\n---\nc: 3\n", "{a: 1} --- {c: 3}",
       "4:1 yaml.duplicate-key"},
      {"an anchor of another document", "a: &x 1\n---\nb: *x\n---\nc: 3\n", "{a: 1} --- {c: 3}",
       "3:4 yaml.alias"},
      {"a second value without a marker", "- a\nb: 1\n---\nc: 3\n", "{c: 3}", "2:1 yaml.syntax"},
      {"text behind an end marker", "a: 1\n...\njunk\n---\nc: 3\n", "{a: 1} --- {c: 3}", "3:1 yaml.syntax"},
      {"an unknown directive", "%FOO\n---\na: 1\n", "{a: 1}", "1:1 yaml.syntax"},
      {"a directive without a document", "a: 1\n---\nb: 2\n%YAML 1.2\n", "{a: 1}", "4:1 yaml.syntax"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text);
    CHECK(reading.tree() == c.tree);
    CHECK(reading.problem() == c.where);
    CHECK(reading.broken == 1);
  }
  CHECK(read("a: @\n---\nb: 2\n---\nc: @\n").broken == 2);
}
