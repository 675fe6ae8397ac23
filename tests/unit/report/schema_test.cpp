// The published JSON Schema and the JSON report describe the same fields. Only what the schema uses is
// understood here: references, types, enumerations, alternatives to null, objects and lists.
#include "base/text.hpp"
#include "doc/read.hpp"
#include "doc/scalar.hpp"
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <placer/file_reader.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

using namespace placer;
using doc::View;

namespace {

bool lists(View list, std::string_view text) {
  for (const View item : doc::items(list))
    if (item.text() == text || (item.is_null() && text == "null")) return true;
  return false;
}

std::string_view type_of(View value) {
  if (value.is_null()) return "null";
  if (value.is_mapping()) return "object";
  if (value.is_sequence()) return "array";
  if (value.quoted()) return "string";
  if (doc::read_boolean(value.text()).value) return "boolean";
  return doc::read_integer(value.text()).value ? "integer" : "number";
}

class Comparison {
 public:
  explicit Comparison(View schema) : root_(schema) {}

  /// What a document and the schema disagree about, a line each.
  std::string run(View document, std::string_view definition) {
    open_ = {{"", definition.empty() ? root_ : root_["$defs"][definition], document}};
    while (!open_.empty()) {
      Pair pair = open_.back();
      open_.pop_back();
      pair.schema = resolve(pair.schema, pair.value);
      if (!pair.schema) {
        if (!pair.value.is_null()) problems_.push_back(pair.path + ": the schema does not say what it is");
        continue;
      }
      compare(pair);
    }
    return join(problems_, "\n");
  }

 private:
  struct Pair {
    std::string path;
    View schema, value;
  };

  /// Follows references and alternatives, of which the first is always null.
  View resolve(View schema, View value) const {
    for (;;) {
      if (const View reference = schema["$ref"]) {
        schema = root_["$defs"][reference.text().substr(std::string_view("#/$defs/").size())];
      } else if (schema["anyOf"]) {
        schema = value.is_null() ? View() : schema["anyOf"].first().next();
      } else {
        return schema;
      }
    }
  }

  void compare(const Pair& pair) {
    const auto& [path, schema, value] = pair;
    const View type = schema["type"];
    const std::string_view actual = type_of(value);
    const auto is = [&](std::string_view name) { return type.text() == name || lists(type, name); };
    if (type && !is(actual) && !(actual == "integer" && is("number")))
      problems_.push_back(path + ": is " + std::string(actual));
    if (schema["enum"] && !lists(schema["enum"], value.is_null() ? "null" : value.text()))
      problems_.push_back(path + ": is " + std::string(value.text()));
    if (schema["const"] && schema["const"].text() != value.text())
      problems_.push_back(path + ": is " + std::string(value.text()));
    for (const View item : doc::items(value)) open_.push_back({path + "[]", schema["items"], item});
    for (const auto [key, child] : doc::entries(value)) {
      const View property = schema["properties"][key.text()];
      open_.push_back({path + "." + std::string(key.text()),
                       property ? property : schema["additionalProperties"], child});
    }
    for (const auto [key, property] : doc::entries(schema["properties"])) {
      const bool required = lists(schema["required"], key.text());
      const bool optional = key.text() == "cards" || (key.text() == "high" && property["$ref"]);
      if (required == optional) problems_.push_back(path + ": required or not: " + std::string(key.text()));
      if (required && !value[key.text()]) problems_.push_back(path + ": lacks " + std::string(key.text()));
    }
  }

  View root_;
  std::vector<Pair> open_;
  std::vector<std::string> problems_;
};

void with_document(const std::string& text, const std::function<void(View)>& use) {
  SourceMap sources;
  DiagnosticSink sink;
  doc::read_documents(sources, sources.add("a.json", text), sink,
                      [&](const doc::Document& document) { use(document.root()); });
  REQUIRE_FALSE(sink.has_errors());
}

/// What the schema, or a definition of it, and a JSON text disagree about.
std::string differences(const std::string& json, std::string_view definition = "") {
  std::string schema;
  std::string error;
  DiskReader().read(PLACER_SOURCE_DIR "/docs/report.schema.json", schema, error);
  std::string found = "not compared";
  with_document(schema, [&](View schema_root) {
    with_document(json, [&](View root) { found = Comparison(schema_root).run(root, definition); });
  });
  return found;
}

std::string sample_json() {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  std::string json;
  report::render_json(report, sources, json);
  return json;
}

}  // namespace

TEST_CASE("the JSON report has the fields of its schema") { CHECK(differences(sample_json()).empty()); }

TEST_CASE("each line of the JSON lines has the fields of its definition") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  std::vector<std::string> lines;
  report::render_ndjson(report, sources, [&](std::string_view line) { lines.emplace_back(line); });
  REQUIRE(lines.size() == 4);
  CHECK(differences(lines[0], "first_line").empty());
  CHECK(differences(lines[1], "workload").empty());
  CHECK(differences(lines[2], "workload").empty());
  CHECK(differences(lines[3], "last_line").empty());
  CHECK(differences(lines[3], "first_line") != "");
}

TEST_CASE("the schema notices what is missing, unknown or of another type") {
  struct Case {
    const char* from;
    const char* to;
    const char* problem;
  };
  const Case cases[] = {
      {"\"margin\": -300000,", "", ".workloads[].offerings[].findings[]: lacks margin"},
      {"\"margin\": -300000", "\"margin\": \"none\"",
       ".workloads[].offerings[].findings[].margin: is string"},
      {"\"margin\": -300000", "\"margin\": null, \"slack\": 0",
       ".workloads[].offerings[].findings[].slack: the schema does not say what it is"},
      {"\"does_not_fit\"", "\"bad\"", ".workloads[].offerings[].verdict: is bad"},
      {"\"schema_version\": 1", "\"schema_version\": 2", ".schema_version: is 2"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.to);
    std::string json = sample_json();
    const std::size_t where = json.find(one.from);
    REQUIRE(where != std::string::npos);
    json.replace(where, std::string_view(one.from).size(), one.to);
    CHECK(differences(json) == one.problem);
  }
}
