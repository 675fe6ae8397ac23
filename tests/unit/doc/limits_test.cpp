// The guards against hostile input, each at its bound and one beyond.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <string>

using namespace placer;
using test::read;

namespace {

std::string nested(char open, char close, std::size_t depth) {
  return std::string(depth, open) + std::string(depth, close);
}

// Block mappings, one in the other.
std::string nested_blocks(std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += std::string(i, ' ') + "a:\n";
  return text;
}

// Anchored lists, each of so many aliases of the one before.
std::string alias_bomb(int levels, int fan_out) {
  std::string text = "a0: &a0 x\n";
  for (int i = 1; i <= levels; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < fan_out; ++k) text += "*a" + std::to_string(i - 1) + ",";
    text += "]\n";
  }
  return text;
}

}  // namespace

TEST_CASE("nesting stops at the limit with the place of the first bracket too many") {
  CHECK(read(nested('[', ']', 64)).problem() == "none");
  CHECK(read(nested('[', ']', 65)).problem() == "1:65 json.depth");
  CHECK(read(nested('[', ']', 64), "w.json").problem() == "none");
  CHECK(read(nested('[', ']', 65), "w.json").problem() == "1:65 json.depth");
  CHECK(read("- " + nested('[', ']', 63)).problem() == "none");
  CHECK(read("- " + nested('[', ']', 64)).problem() == "1:66 yaml.depth");
  CHECK(read(nested_blocks(64)).problem() == "none");
  CHECK(read(nested_blocks(65)).problem() == "65:65 yaml.depth");
}

TEST_CASE("aliases count for the depth") {
  doc::ReadLimits limits;
  limits.depth = 5;
  CHECK(read("a: &x [[[1]]]\nb: [*x]\n", "w.yaml", limits).problem() == "none");
  CHECK(read("a: &x [[[1]]]\nb: [[*x]]\n", "w.yaml", limits).problem() == "2:6 yaml.depth");
  CHECK(read("a: &x [1]\nb: &y [*x]\nc: &z [*y]\nd: &u [*z]\ne: [*u]\n", "w.yaml", limits).problem() ==
        "5:5 yaml.depth");
}

TEST_CASE("values of a document are counted") {
  doc::ReadLimits limits;
  limits.nodes = 6;
  CHECK(read("[1, 2, 3, 4, 5]", "w.yaml", limits).problem() == "none");
  CHECK(read("- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n", "w.yaml", limits).problem() == "6:3 yaml.size");
  CHECK(read("a: 1\nb: 2\n---\na: 1\nb: 2\n", "w.yaml", limits).problem() == "none");
}

TEST_CASE("aliases are counted as if written out") {
  doc::ReadLimits limits;
  limits.expanded = 20;  // the mapping, 3 keys, 1 + 4 + 4 lists and 4 * 3 / 2 values
  CHECK(read("a: &a [1, 2, 3]\nb: [*a, *a]\n", "w.yaml", limits).problem() ==
        "none");  // 1 + 2 + 4 + 1 + 8 = 16
  CHECK(read("a: &a [1, 2, 3]\nb: [*a, *a, *a]\n", "w.yaml", limits).problem() == "none");  // 20
  CHECK(read("a: &a [1, 2, 3]\nb: [*a, *a, *a, *a]\n", "w.yaml", limits).problem() == "2:17 yaml.alias");
}

TEST_CASE("an alias bomb goes off nowhere") {
  const test::Reading reading = [] {
    test::Reading bomb;
    const FileId file = bomb.sources.add("w.yaml", alias_bomb(60, 10));
    bomb.broken = doc::read_documents(bomb.sources, file, bomb.sink, [](const doc::Document&) {});
    return bomb;
  }();
  CHECK(reading.broken == 1);
  CHECK(reading.first().code == "yaml.alias");
  CHECK_THAT(reading.first().message, test::contains("written out"));
}

TEST_CASE("documents of a stream are counted") {
  doc::ReadLimits limits;
  limits.documents = 2;
  const test::Reading reading = read("a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n", "w.yaml", limits);
  CHECK(reading.tree() == "{a: 1} --- {b: 2}");
  CHECK(reading.problem() == "4:1 yaml.documents");
  CHECK_THAT(reading.first().message, test::contains("more than 2 documents"));
  const test::Reading values = read("{\"a\": 1}\n{\"b\": 2}\n{\"c\": 3}\n{\"d\": 4}\n", "w.json", limits);
  CHECK(values.tree() == "{\"a\": 1} --- {\"b\": 2}");
  CHECK(values.problem() == "3:1 json.documents");
}

TEST_CASE("different tags are counted") {
  const auto tagged = [](int tags) {
    std::string text;
    for (int i = 0; i < tags; ++i) text += "- !t" + std::to_string(i) + " x\n- !t0 y\n";
    return text;
  };
  CHECK(read(tagged(255)).problem() == "none");
  CHECK(read(tagged(256)).problem() == "511:3 yaml.tag");
}

TEST_CASE("the first refusal is the one that is reported") {
  CHECK(read("a: *x\nb: *y\nc: [\n").problem() == "1:4 yaml.alias");
}
