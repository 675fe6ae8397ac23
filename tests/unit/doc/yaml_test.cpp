// YAML as trees: kinds, quoting, tags, anchors, duplicate keys, and looking at a document.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <string>

using namespace placer;
using test::read;

TEST_CASE("yaml documents become trees") {
  const struct {
    const char* what;
    std::string text, tree;
  } cases[] = {
      {"a scalar", "a", "a"},
      {"a mapping", "a: 1\nb: x y\n", "{a: 1, b: x y}"},
      {"a list", "- a\n- b\n", "[a, b]"},
      {"nesting", "a:\n  b:\n  - c: 1\n    d: 2\n  - e\n", "{a: {b: [{c: 1, d: 2}, e]}}"},
      {"flow style", "{a: [1, 2], b: {}, c: []}", "{a: [1, 2], b: {}, c: []}"},
      {"pairs in a flow list", "[a: 1, b]", "[{a: 1}, b]"},
      {"quotes", "a: '512'\nb: \"512\"\nc: 512\n", "{a: \"512\", b: \"512\", c: 512}"},
      {"quoted keys", "\"a\": 1\n'b c': 2\n", "{\"a\": 1, \"b c\": 2}"},
      {"quotes in quotes", "a: 'it''s'\nb: \"a \\\"b\\\"\"\n", "{a: \"it's\", b: \"a \\\"b\\\"\"}"},
      {"escapes", "\"\\x41\\u00e4\\U0001F600\\n\"", "\"A\xC3\xA4\xF0\x9F\x98\x80\\n\""},
      {"a literal block is text", "a: |\n  1\n  2\n", "{a: \"1\\n2\\n\"}"},
      {"a folded block is text", "a: >-\n  1\n  2\n", "{a: \"1 2\"}"},
      {"a text of several lines", "a: b\n  c\n", "{a: b c}"},
      {"a folded text as long as its source", "a\nb", "a b"},
      {"a quoted text of several lines", "a: \"b\n  c\"\n", "{a: \"b c\"}"},
      {"no booleans, no numbers", "[yes, on, 010, 0x10, 1e3, .inf, 2024-01-01]",
       "[yes, on, 010, 0x10, 1e3, .inf, 2024-01-01]"},
      {"nulls", "a:\nb: ~\nc: null\nd: Null\ne: NULL\n", "{a: ~, b: ~, c: ~, d: ~, e: ~}"},
      {"no nulls", "a: 'null'\nb: nUll\nc: \"\"\nd: '~'\n", "{a: \"null\", b: nUll, c: \"\", d: \"~\"}"},
      {"nulls in lists", "-\n- a\n- ~\n", "[~, a, ~]"},
      {"null as a key is text", "null: 1\n~: 2\n", "{null: 1, ~: 2}"},
      {"colons in plain text", "image: a:1\nurl: http://x:80/\n", "{image: a:1, url: http://x:80/}"},
      {"comments", "# c\na: 1 # d\n# e\n", "{a: 1}"},
      {"a number sign in text", "a: b#c\n", "{a: b#c}"},
      {"crlf", "a: 1\r\nb:\r\n  - c\r\n", "{a: 1, b: [c]}"},
      {"carriage returns alone", "a: 1\rb: 2\r", "{a: 1, b: 2}"},
      {"explicit keys", "? a\n: 1\n? b\n", "{a: 1, b: ~}"},
      {"a tag on a scalar", "a: !Ref Size\n", "{a: !Ref Size}"},
      {"tags on collections", "a: !Sub [x, {b: 1}]\nc: !If {d: 1}\n", "{a: !Sub [x, {b: 1}], c: !If {d: 1}}"},
      {"a tag without a value", "a: !Ref\nb: !Ref ''\n", "{a: !Ref , b: !Ref \"\"}"},
      {"a tag before a block", "a: !Fn\n  b: 1\nc: !Fn\n- d\n", "{a: !Fn {b: 1}, c: !Fn [d]}"},
      {"the string tag makes text", "a: !!str 512\nb: !!str\nc: ! 512\nd: !<tag:yaml.org,2002:str> 1\n",
       "{a: \"512\", b: \"\", c: \"512\", d: \"1\"}"},
      {"the number tags unmake it", "a: !!int '5'\nb: !!float \"1.5\"\nc: !!bool 'true'\nd: !!null ''\n",
       "{a: 5, b: 1.5, c: true, d: ~}"},
      {"the collection tags say nothing", "a: !!map {}\nb: !!seq []\nc: ! []\n", "{a: {}, b: [], c: []}"},
      {"other standard tags stay", "a: !!binary aGk=\n", "{a: !!binary aGk=}"},
      {"tags with a declared prefix", "%TAG !e! tag:e.com,2000:\n---\na: !e!x 1\n",
       "{a: tag:e.com,2000:x 1}"},
      {"an alias of a scalar", "a: &x 5\nb: *x\n", "{a: 5, b: 5}"},
      {"an alias of a mapping", "a: &x {m: 1}\nb: *x\n", "{a: {m: 1}, b: {m: 1}}"},
      {"an alias of null", "a: &x\nb: *x\n", "{a: ~, b: ~}"},
      {"an alias as a key", "a: &x k\n*x : 1\n", "{a: k, k: 1}"},
      {"an alias of an escaped text", "a: &x \"\\x41\"\nb: *x\n", "{a: \"A\", b: \"A\"}"},
      {"an alias with a tag", "a: &x !Ref R\nb: *x\n", "{a: !Ref R, b: !Ref R}"},
      {"an anchor on a block", "a: &x\n  m: 1\nb: *x\n", "{a: {m: 1}, b: {m: 1}}"},
      {"an anchor given twice", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", "{a: 1, b: 1, c: 2, d: 2}"},
      {"an anchor given again inside", "a: &x [&x 1, *x]\nb: *x\n", "{a: [1, 1], b: 1}"},
      {"an anchor on a key", "&x a: 1\nb: *x\n", "{a: 1, b: a}"},
      {"merge keys stay keys", "a: &x {m: 1}\nb: {<<: *x}\n", "{a: {m: 1}, b: {<<: {m: 1}}}"},
      {"a key of 1024 characters", std::string(1024, 'k') + ": 1", "{" + std::string(1024, 'k') + ": 1}"},
      {"an explicit long key", "? " + std::string(5000, 'k') + "\n: 1",
       "{" + std::string(5000, 'k') + ": 1}"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text);
    CHECK(reading.tree() == c.tree);
    CHECK(reading.problem() == "none");
    CHECK(reading.broken == 0);
  }
}

TEST_CASE("where it is asked for, a document goes on without the keys that stand twice") {
  doc::ReadLimits limits;
  limits.ambiguous = true;
  const struct {
    std::string text, tree;
    std::size_t errors;
  } cases[] = {
      {"a: 1\na: 2\n", "{a: 1}", 1},
      {"b: 1\na: 1\na: 2\nb: 2\nc: 3\n", "{b: 1, a: 1, c: 3}", 2},
      {"a: 1\na: 2\na: 3\n", "{a: 1}", 2},
      {"x:\n- a: {b: 1, b: [2, {c: 3, c: 4}]}\n", "{x: [{a: {b: 1}}]}", 2},
      {"{\"a\": 1, \"b\": 2, \"a\": {}}", "{\"a\": 1, \"b\": 2}", 1},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = test::read(c.text, "w.yaml", limits);
    CHECK(reading.tree() == c.tree);
    CHECK(reading.sink.errors() == c.errors);
    CHECK(reading.broken == 1);
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a: 1\n";
  CHECK(test::read(many, "w.yaml", limits).sink.errors() == 20);
}

TEST_CASE("duplicate keys are an error at the second with the first beside it") {
  const struct {
    const char* what;
    std::string text, where;
    std::uint32_t first;
  } cases[] = {
      {"neighbours", "a: 1\na: 2\n", "2:1 yaml.duplicate-key", 0},
      {"apart", "b: 0\na: 1\nc: 2\na: 3\n", "4:1 yaml.duplicate-key", 5},
      {"three times", "a: 1\na: 2\na: 3\n", "2:1 yaml.duplicate-key", 0},
      {"two pairs", "b: 1\na: 1\na: 2\nb: 2\n", "3:1 yaml.duplicate-key", 5},
      {"in flow style", "{a: 1, a: 2}", "1:8 yaml.duplicate-key", 1},
      {"nested", "x:\n- a: 1\n  a: 2\n", "3:3 yaml.duplicate-key", 5},
      {"quoted and plain", "a: 1\n'a': 2\n", "2:1 yaml.duplicate-key", 0},
      {"escaped", "a: 1\n\"\\x61\": 2\n", "2:1 yaml.duplicate-key", 0},
      {"through an alias", "a: &x b\nb: 1\n*x : 2\n", "3:1 yaml.duplicate-key", 8},
      {"merge keys", "a: {<<: {b: 1}, <<: {c: 1}}\n", "1:17 yaml.duplicate-key", 4},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text);
    CHECK(reading.problem() == c.where);
    CHECK(reading.documents.empty());
    REQUIRE(reading.first().related.size() == 1);
    CHECK(reading.first().related.front().where.offset == c.first);
  }
  CHECK_THAT(read("a: {<<: {b: 1}, <<: {c: 1}}\n").first().help, test::contains("<<: [*first, *second]"));
}

TEST_CASE("equal keys of different mappings are no duplicates") {
  CHECK(read("a: {a: {a: 1}}\nb: {a: 1}\n").problem() == "none");
}

TEST_CASE("keys must be plain text") {
  const struct {
    const char* what;
    std::string text, where, message;
  } cases[] = {
      {"a list as a key", "? [a]\n: b\n", "1:3 yaml.key", "a list cannot be a key"},
      {"a mapping as a key", "? {a: 1}\n: b\n", "1:3 yaml.key", "a mapping cannot be a key"},
      {"a block as a key", "? - a\n: b\n", "1:3 yaml.key", "a list cannot be a key"},
      {"an empty key", "? \n: b\n", "1:2 yaml.key", "a key is missing"},
      {"an alias of a list", "a: &x [1]\n*x : 2\n", "2:1 yaml.key", "a list cannot be a key"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const test::Reading reading = read(c.text);
    CHECK(reading.problem() == c.where);
    CHECK_THAT(reading.first().message, test::contains(c.message));
  }
}

TEST_CASE("a view answers questions about a node") {
  test::with_document("name: a\nlist: [1, 'b']\nnone:\nref: !Ref X\n", [](doc::View root) {
    CHECK(root.is_mapping());
    CHECK(root.size() == 4);
    CHECK(root["name"].text() == "a");
    CHECK_FALSE(root["name"].quoted());
    CHECK(root["list"].is_sequence());
    CHECK(root["list"].size() == 2);
    CHECK(root["list"].first().next().quoted());
    CHECK(root["none"].is_null());
    CHECK(root["none"]);
    CHECK(root["ref"].tag() == "!Ref");
    CHECK(root["name"].where() == Location{0, 6, 1});
    CHECK_FALSE(root["other"]);
    CHECK_FALSE(root["name"]["a"]);
    CHECK_FALSE(root["list"]["1"]);
  });
}

TEST_CASE("a false view is nothing") {
  const doc::View view;
  CHECK_FALSE(view);
  CHECK(view.is_null());
  CHECK(view.text().empty());
  CHECK(view.tag().empty());
  CHECK(view.size() == 0);
  CHECK_FALSE(view.quoted());
  CHECK_FALSE(view.where());
  CHECK_FALSE(view["a"]);
  CHECK_FALSE(view.first());
  CHECK_FALSE(view.next());
  for (const doc::View item : doc::items(view)) CHECK_FALSE(item);
}

TEST_CASE("iterating the wrong kind yields nothing") {
  test::with_document("[a, b]", [](doc::View root) {
    int count = 0;
    for ([[maybe_unused]] const auto entry : doc::entries(root)) ++count;
    CHECK(count == 0);
    for ([[maybe_unused]] const doc::View item : doc::items(root.first())) ++count;
    CHECK(count == 0);
  });
}

TEST_CASE("kinds have words for messages") {
  CHECK(doc::to_string(doc::Kind::null) == "nothing");
  CHECK(doc::to_string(doc::Kind::scalar) == "a value");
  CHECK(doc::to_string(doc::Kind::sequence) == "a list");
  CHECK(doc::to_string(doc::Kind::mapping) == "a mapping");
}

TEST_CASE("an alias knows that it is one and shares its children") {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("w.yaml", "a: &x [1, 2]\nb: *x\n");
  doc::read_documents(sources, file, sink, [](const doc::Document& document) {
    const doc::View a = document.root()["a"], b = document.root()["b"];
    CHECK_FALSE(document.node(a.index()).alias);
    CHECK(document.node(b.index()).alias);
    CHECK(a.first().index() == b.first().index());
    CHECK(document.node_count() == 7);
  });
}

TEST_CASE("text that stands in the source is not copied") {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("w.yaml", "a: b c\nd: 'e'\nf: \"g\"\nh: \"\\x69\"\nj: k\n  l\nm: &x n\n");
  doc::read_documents(sources, file, sink, [](const doc::Document& document) {
    const auto verbatim = [&](const char* key) {
      return document.node(document.root()[key].index()).verbatim;
    };
    for (const char* key : {"a", "d", "f", "m"}) {
      CAPTURE(key);
      CHECK(verbatim(key));
    }
    for (const char* key : {"h", "j"}) {
      CAPTURE(key);
      CHECK_FALSE(verbatim(key));
    }
  });
}
