// Documents that differ from what was read.
#include "doc/edit.hpp"

#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

using namespace placer;

TEST_CASE("what is put into a document stands behind what is there, and shares what it holds") {
  test::with_document("a: {b: [1, 2]}\nc: 3\nd: {}\n", [](doc::View root) {
    doc::Edit edit(*root.document());
    const auto now = [&](doc::NodeIndex index) { return doc::View(&edit.document(), index); };
    const doc::NodeIndex made = edit.add_empty(doc::none, {}, doc::Kind::mapping, root["a"]);
    edit.add_value(made, "x", root["a"]["b"]);
    edit.add_text(made, "y", "text", root["c"]);
    const doc::NodeIndex list = edit.add_empty(made, "z", doc::Kind::sequence, root["c"]);
    edit.add_value(list, {}, root["c"]);
    edit.add_value(list, {}, root["a"]);
    CHECK(test::dump(now(made)) == R"({"x": [1, 2], "y": "text", "z": [3, {b: [1, 2]}]})");
    CHECK(now(made).where() == root["a"].where());
    CHECK(now(made)["y"].where() == root["c"].where());

    edit.add_value(root["d"].index(), "e", root["c"]);
    edit.add_value(root["a"].index(), "f", root["c"]);
    CHECK(test::dump(now(root.index())) == R"({a: {b: [1, 2], "f": 3}, c: 3, d: {"e": 3}})");
    edit.set_text(root["a"].index(), "t");
    CHECK(test::dump(now(root.index())) == R"({a: t, c: 3, d: {"e": 3}})");
    CHECK(now(root.index())["a"].where() == root["a"].where());
    CHECK(test::dump(root) == "{a: {b: [1, 2]}, c: 3, d: {}}");
  });
}
