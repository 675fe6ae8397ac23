// Inputs that make parsers hang, crash, or answer nonsense. Each has one outcome here, and none may take
// long: it is held against the CPU time of an ordinary text of the same size, never against a clock.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <algorithm>
#include <functional>
#include <string>

using namespace placer;
using test::read;

namespace {

std::string repeated(const std::string& part, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += part;
  return text;
}

// Reads without making trees into text.
double time_of(const std::string& text, const std::string& path = "w.yaml") {
  return test::cpu_time([&] {
    SourceMap sources;
    DiagnosticSink sink;
    doc::read_documents(sources, sources.add(path, text), sink, [](const doc::Document&) {});
  });
}

/// Whether a text takes no more than twenty times what an ordinary one of its length does. What else runs on
/// the machine may spoil a measurement, so that one of ten is enough.
bool is_ordinary(const std::string& text, const std::string& path) {
  const std::string ordinary = repeated("- some: value\n", std::max<std::size_t>(text.size(), 100000) / 14);
  for (int attempt = 0; attempt < 10; ++attempt)
    if (time_of(text, path) < 20 * time_of(ordinary)) return true;
  return false;
}

std::string keys(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "key" + std::to_string(i * 7919) + ": v\n";
  return text;
}

}  // namespace

TEST_CASE("hostile inputs have one outcome") {
  const struct {
    std::string text, tree, where;
  } cases[] = {
      // What yaml-cpp never returns from, or takes for more documents.
      {",", "", "1:1 yaml.syntax"},
      {", b\n", "", "1:1 yaml.syntax"},
      {"\"x\",\n", "", "1:4 yaml.syntax"},
      {"[a],\n", "", "1:4 yaml.syntax"},
      {"- a\n, b\n", "", "2:1 yaml.syntax"},
      {"- a\n\"x\",\n", "", "2:1 yaml.syntax"},
      {"- a\nb: 1\n", "", "2:1 yaml.syntax"},
      {"\"x\" y\n", "", "1:5 yaml.syntax"},
      {"a: 1\n...\njunk\n", "{a: 1}", "3:1 yaml.syntax"},
      {"----\n# foo\nbaz: 1\n", "", "3:1 yaml.syntax"},
      // Silent nonsense elsewhere.
      {"a: 1\nb: 2\na: 3\n", "", "3:1 yaml.duplicate-key"},
      {"{a: 1, a: 2}", "", "1:8 yaml.duplicate-key"},
      {"foo: bar\nnot-a-key\n", "", "2:1 yaml.syntax"},
      {"? [a]\n: b\n", "", "1:3 yaml.key"},
      {"a: &a [*a]\n", "", "1:8 yaml.alias"},
      {"x: &A {m: 1}\ny: *A\n", "{x: {m: 1}, y: {m: 1}}", "none"},
      {"a: yes\nb: 010\nc: ~\n", "{a: yes, b: 010, c: ~}", "none"},
      {"a: {b: 1", "", "1:4 yaml.syntax"},
      // Ordinary streams that must stay what they are.
      {"a: 1\n", "{a: 1}", "none"},
      {"", "", "none"},
      {"# only a comment\n", "", "none"},
      {"---\na: 1\n---\nb: 2\n", "{a: 1} --- {b: 2}", "none"},
      {"---\n---\n---\n", "", "none"},
      {"a: 1\n...\n---\nb: 2\n", "{a: 1} --- {b: 2}", "none"},
      {"%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n", "{a: 1} --- {b: 2}", "none"},
      {"--- a\n--- b\n", "a --- b", "none"},
      {"---\na: 1\n---\n", "{a: 1}", "none"},
      {"# c\n---\n# d\na: 1\n", "{a: 1}", "none"},
      {"a: 1\n# trailing\n", "{a: 1}", "none"},
      {"a: 1\n...\n", "{a: 1}", "none"},
      {"a: 1\r\n---\r\nb: 2\r\n", "{a: 1} --- {b: 2}", "none"},
      // Brackets, quotes and indicators alone.
      {"[", "", "1:1 yaml.syntax"},
      {"{", "", "1:1 yaml.syntax"},
      {"\"", "", "1:1 yaml.syntax"},
      {"'", "", "1:1 yaml.syntax"},
      {"&", "", "1:1 yaml.syntax"},
      {"*", "", "1:1 yaml.syntax"},
      {"@", "", "1:1 yaml.syntax"},
      {"%", "", "1:1 yaml.syntax"},
      {"\t", "", "none"},
      {"-", "[~]", "none"},
      {"?", "", "1:2 yaml.key"},
      {":", "", "1:1 yaml.syntax"},
      {"!", "\"\"", "none"},
      {"|", "\"\"", "none"},
      {">", "\"\"", "none"},
      {"---", "", "none"},
      {"...", "", "none"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = read(c.text);
    CHECK(reading.tree() == c.tree);
    CHECK(reading.problem() == c.where);
  }
}

TEST_CASE("hostile inputs of size take no longer than ordinary ones") {
  const struct {
    const char* what;
    std::string text, path, code;
  } cases[] = {
      {"brackets", "- " + std::string(100000, '['), "w.yaml", "yaml.depth"},
      {"brackets in json", std::string(100000, '['), "w.json", "json.depth"},
      {"balanced brackets", std::string(100000, '[') + std::string(100000, ']'), "w.json", "json.depth"},
      {"braces", repeated("{a: ", 100000), "w.yaml", "yaml.depth"},
      {"objects", repeated("{\"a\":", 100000), "w.json", "json.depth"},
      {"dashes", repeated("- ", 100000), "w.yaml", "yaml.depth"},
      {"question marks", repeated("? ", 100000), "w.yaml", "yaml.key"},
      {"a key without an end", std::string(200000, 'k') + ": 1", "w.yaml", "yaml.syntax"},
      {"an open quote", "a: \"" + repeated("x\n", 100000), "w.yaml", "yaml.syntax"},
      {"anchors", repeated("- &a x\n- *a\n", 20000), "w.yaml", ""},
      {"markers", repeated("---\n", 50000), "w.yaml", ""},
      {"carriage returns", repeated("a\r", 100000), "w.yaml", ""},
      {"documents", repeated("--- a\n", 20000), "w.yaml", ""},
      {"documents with comments", repeated("# note\n--- a\n", 20000), "w.yaml", ""},
      {"a list on one line", "[" + repeated("a,", 100000) + "]", "w.yaml", ""},
      {"backslashes", "\"" + repeated("\\\\", 100000) + "\"", "w.yaml", ""},
      {"umlauts", "- " + repeated("\xC3\xB6", 100000), "w.yaml", ""},
      {"comments", repeated("#\n", 100000), "w.yaml", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    CHECK(read(c.text, c.path).first().code == c.code);
    CHECK(is_ordinary(c.text, c.path));
  }
}

TEST_CASE("huge scalars are read whole") {
  const std::string huge = repeated("x", 10'000'000);
  for (const std::string& text : {"a: " + huge + "\n", "a: '" + huge + "'\n", "{\"a\": \"" + huge + "\"}"}) {
    std::size_t length = 0;
    test::with_document(text, [&](doc::View root) { length = root["a"].text().size(); });
    CHECK(length == huge.size());
  }
  std::size_t length = 0;
  test::with_document("a: |\n" + repeated("  " + std::string(98, 'x') + "\n", 100'000),
                      [&](doc::View root) { length = root["a"].text().size(); });
  CHECK(length == 9'900'000);
}

TEST_CASE("looking for duplicate keys is not quadratic") {
  const double few = time_of(keys(16'000));
  const double many = time_of(keys(128'000));
  CHECK(many < 32 * few);  // eight times as many; 64 times the time if it were quadratic
  CHECK(read(keys(16'000) + keys(1)).problem() == "16001:1 yaml.duplicate-key");
}
