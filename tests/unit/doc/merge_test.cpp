// Merge keys: who wins, what is followed, and that sharing costs nothing.
#include "doc/merge.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <string>
#include <vector>

using namespace placer;

namespace {

std::string merged(doc::View mapping) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : doc::merged_entries(mapping))
    parts.push_back(test::dump(key) + ": " + test::dump(value));
  return join(parts, ", ");
}

}  // namespace

TEST_CASE("merged mappings are looked through") {
  const struct {
    const char* what;
    std::string text, entries;
  } cases[] = {
      {"no merge", "m: {a: 1, b: 2}", "a: 1, b: 2"},
      {"own keys first", "x: &x {a: 1, b: 2}\nm: {<<: *x, c: 3}", "c: 3, a: 1, b: 2"},
      {"own keys win", "x: &x {a: 1, b: 2}\nm: {<<: *x, a: 3}", "a: 3, b: 2"},
      {"own keys win wherever they stand", "x: &x {a: 1}\nm: {a: 3, <<: *x}", "a: 3"},
      {"earlier sources win", "x: &x {a: 1}\ny: &y {a: 2, b: 2}\nm: {<<: [*x, *y]}", "a: 1, b: 2"},
      {"an inline source", "m: {<<: {a: 1}, b: 2}", "b: 2, a: 1"},
      {"nested merges", "x: &x {a: 1, b: 1}\ny: &y {<<: *x, b: 2}\nm: {<<: *y, c: 3}", "c: 3, b: 2, a: 1"},
      {"nested sources win over later ones", "x: &x {a: 1}\ny: &y {<<: *x}\nz: &z {a: 2}\nm: {<<: [*y, *z]}",
       "a: 1"},
      {"a source twice", "x: &x {a: 1}\nm: {<<: [*x, *x]}", "a: 1"},
      {"a source of two sources",
       "x: &x {a: 1}\ny: &y {<<: *x, b: 1}\nz: &z {<<: *x, c: 1}\nm: {<<: [*y, *z]}", "b: 1, a: 1, c: 1"},
      {"empty mappings", "m: {<<: [{}, {}], a: 1}", "a: 1"},
      {"a quoted key is no merge", "m: {'<<': {a: 1}}", "\"<<\": {a: 1}"},
      {"no mapping", "m: [a]", ""},
      {"nothing to merge", "m: {<<: , a: 1}", "a: 1"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    bool looked = false;
    test::with_document(c.text, [&](doc::View root) {
      CHECK(merged(root["m"]) == c.entries);
      looked = true;
    });
    CHECK(looked);
  }
}

TEST_CASE("a key is found in the mapping or in what it merges") {
  test::with_document("x: &x {a: 1, b: 1}\ny: &y {<<: *x, b: 2}\nm: {<<: *y, c: 3}\n", [](doc::View root) {
    CHECK(doc::find_merged(root["m"], "c").text() == "3");
    CHECK(doc::find_merged(root["m"], "b").text() == "2");
    CHECK(doc::find_merged(root["m"], "a").text() == "1");
    CHECK_FALSE(doc::find_merged(root["m"], "d"));
    CHECK_FALSE(doc::find_merged(root["m"]["c"], "a"));
  });
}

TEST_CASE("what cannot be merged is handed back") {
  test::with_document("x: &x {a: 1}\nm: {<<: [*x, [b], 5]}\nn: {<<: *x}\n", [](doc::View root) {
    const doc::MergeChain chain = doc::merge_chain(root["m"]);
    CHECK(chain.mappings.size() == 2);
    CHECK(test::dump(chain.misfit) == "[b]");
    CHECK_FALSE(doc::merge_chain(root["n"]).misfit);
  });
}

TEST_CASE("merges that share their sources do not multiply") {
  std::string text = "a0: &a0 {k: 1}\n";
  for (int i = 1; i <= 18; ++i) {
    const std::string before = "*a" + std::to_string(i - 1), name = "a" + std::to_string(i);
    text += name + ": &" + name + " {<<: [" + before + ", " + before + "]}\n";
  }
  text += "m: {<<: *a18}\n";
  bool looked = false;
  test::with_document(text, [&](doc::View root) {
    CHECK(doc::merge_chain(root["m"]).mappings.size() == 20);
    CHECK(merged(root["m"]) == "k: 1");
    looked = true;
  });
  CHECK(looked);
}
