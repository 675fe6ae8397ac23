// Structural paths name a place whatever line it stands on.
#include "doc/structural_path.hpp"

#include "support/catch.hpp"

#include <string>

using namespace placer;

namespace {

/// The path of the first place where `what` stands.
std::string path_of(const std::string& text, const std::string& what, const std::string& name = "f.yaml") {
  SourceMap sources;
  const FileId file = sources.add(name, text);
  return doc::structural_paths(sources, file, {static_cast<std::uint32_t>(text.find(what))}).at(0);
}

}  // namespace

TEST_CASE("a structural path goes by names") {
  const std::string deployment =
      "# the API\nkind: Deployment\nmetadata: {name: api}\nspec:\n  containers:\n    - name: main\n"
      "      resources: {limits: {nvidia.com/gpu: 500m}}\n    - image: b~1\n  args: [x, y]\n";
  const struct {
    const char* what;
    std::string text, place, path;
  } cases[] = {
      {"a value", "a: {b: 1}", "1", "/a/b"},
      {"a key stands where its value does", "a: {b: 1}", "b", "/a/b"},
      {"the top of a document", "a: 1", "a", "/a"},
      {"a name at the top", "name: orders\ntimeout: 20min\n", "20min", "/orders/timeout"},
      {"an object by its kind and name, an item by its name, a slash as ~1", deployment, "500m",
       "/Deployment/api/spec/containers/main/resources/limits/nvidia.com~1gpu"},
      {"an item without a name by its number", deployment, "b~1", "/Deployment/api/spec/containers/1/image"},
      {"a plain item", deployment, "y]", "/Deployment/api/spec/args/1"},
      {"a kind without a name", "kind: List\nmetadata: {}\nitems: [7]\n", "7", "/List/items/0"},
      {"a namespace", "kind: A\nmetadata: {name: x, namespace: n}\nz: 5\n", "5", "/A/n/x/z"},
      {"an object in a list", "kind: List\nitems: [{kind: A, metadata: {name: x}, z: 5}]\n", "5",
       "/items/A/x/z"},
      {"a name among metadata alone", "metadata: {name: x}\nz: 5\n", "5", "/x/z"},
      {"a task", "[{family: x, cpu: 5}]", "5", "/x/cpu"},
      {"a function that is described", "Configuration: {FunctionName: x, Timeout: 5}", "5",
       "/x/Configuration/Timeout"},
      {"an alias stands where it is written", "a: &x {b: 1}\nc: *x\n", "*x", "/c"},
      {"what is shared stands at its anchor", "a: &x {b: 1}\nc: *x\n", "1", "/a/b"},
      {"a null stands at its key", "a:\n  b:\nc: 1\n", "b", "/a/b"},
      {"a list at the top", "- name: x\n  y: 5\n", "5", "/x/y"},
      {"a text of several lines", "a: |\n  x\n  y\nb: 1\n", "  y", "/a"},
      {"the second document", "kind: A\nmetadata: {name: x}\n---\nkind: B\nmetadata: {name: y}\nz: 5\n", "5",
       "/B/y/z"},
      {"before a document", "# nothing\n\na: 1\n", "nothing", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    CHECK(path_of(c.text, c.place) == c.path);
  }
}

TEST_CASE("structural paths go into the JSON that a string holds") {
  const auto of = [](const std::string& inner, const char* place) {
    return path_of("{\"address\": \"a\", \"definitions\": \"" + inner + "\"}", place, "plan.json");
  };
  const std::string two =
      R"([{\"name\":\"w\u0026\u00e4\",\"log\":{\"a\":1}},{\"name\":\"extra\",\"log\":{\"a\":5}}])";
  CHECK(of(two, "1}}") == "/a/definitions/w&\u00e4/log/a");
  CHECK(of(two, "5}}") == "/a/definitions/extra/log/a");
  CHECK(of(two, "\"[{") == "/a/definitions");
  CHECK(of("[no JSON", "no") == "/a/definitions");
  CHECK(of("plain", "plain") == "/a/definitions");
}

TEST_CASE("items of a list of one name each go by it") {
  CHECK(path_of("functions:\n  - z: {t: 1}\n  - b: {t: 5}\n", "5") == "/functions/b/t");
  CHECK(path_of("from:\n  - ref: {t: 1}\n  - ref: {t: 5}\n", "5") == "/from/1/ref/t");
  CHECK(path_of("ports:\n  - port: 1\n  - port: 5\n", "5") == "/ports/1/port");
}

TEST_CASE("structural paths of JSON and of Dockerfiles") {
  CHECK(path_of(R"({"resources": [{"address": "aws_lambda_function.a", "values": {"timeout": 901}}]})", "901",
                "plan.json") == "/resources/aws_lambda_function.a/values/timeout");
  CHECK(!path_of("FROM scratch\nEXPOSE 80/udp\n", "80/udp", "Dockerfile").empty());
}

TEST_CASE("many places of many documents are found in one pass") {
  SourceMap sources;
  std::string text;
  std::vector<std::uint32_t> offsets;
  std::vector<std::string> expected;
  for (int i = 0; i < 20'000; ++i) {
    text += "---\nname: n" + std::to_string(i) + "\ncpu: ";
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
    text += "1\n";
    expected.push_back("/n" + std::to_string(i) + "/cpu");
  }
  const FileId file = sources.add("f.yaml", text);
  CHECK(doc::structural_paths(sources, file, offsets) == expected);
}

TEST_CASE("a place in a broken document has no structural path, those of the others do") {
  const std::string text = "name: a\nx: [1\n---\nname: b\nx: 2\n";
  CHECK(path_of(text, "1").empty());
  CHECK(path_of(text, "2") == "/b/x");
}
