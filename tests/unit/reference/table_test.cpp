// The comparison table: the article's cells word for word, and how cells with {names} and by offering are
// made.
#include "reference/table.hpp"

#include "doc/read.hpp"
#include "small.hpp"
#include "support/catch.hpp"

#include <array>
#include <string>
#include <vector>

using namespace placer;
using namespace placer::reference;

namespace {

constexpr std::array<std::array<std::string_view, 4>, 7> article{{
    {"Feature", "Serverless (Lambda)", "Cloud Run", "Containers (K8s)"},
    {"GPU Support", "❌ No", "❌ No", "✅ Yes"},
    {"Cold Start", "100-200ms", "500ms-2s", "0 (always warm)"},
    {"Max Timeout", "15 min", "60 min", "Unlimited"},
    {"Max Memory", "10 GB", "32 GB", "Instance limit"},
    {"Dependency Size", "250 MB limit", "Container limit", "Unlimited"},
    {"Auto-scaling", "Built-in", "Built-in", "Configurable"},
}};

constexpr const char* toy = R"(
properties:
  - {id: start_time, offerings: [plain, big], value: 1s..2s, source: page}
  - {id: start_time, offerings: [odd], value: 500ms, source: page}
limits:
  - {id: toy.time, fact: timeout, at_most: 262144000ms, hardness: hard, message: m, remedy: r, source: page}
  - {id: toy.size, fact: package.size, at_most: 262144000B, hardness: hard, message: m, remedy: r, source: page}
requirements:
  - {id: toy.names, require: "trigger in [http, grpc]", hardness: hard, message: m, remedy: r, source: page}
table:
  - {row: time, offerings: [plain, odd], text: "{toy.size}"}
  - {row: time, offerings: [big], text: "none"}
  - {row: start, text: "in {start_time}"}
  - {row: names, text: "{toy.names}"}
)";

/// A text read as JSON.
class Json {
 public:
  explicit Json(std::string text) {
    DiagnosticSink sink;
    const FileId file = sources_.add("table.json", std::move(text));
    doc::read_documents(sources_, file, sink, [&](const doc::Document& document) { document_ = document; });
  }
  doc::View root() const { return document_.root(); }

 private:
  SourceMap sources_;
  doc::Document document_;
};

std::vector<doc::View> list(doc::View sequence) {
  std::vector<doc::View> all;
  for (const doc::View item : doc::items(sequence)) all.push_back(item);
  return all;
}

const Cell& cell(const Comparison& comparison, std::string_view id) {
  for (const Comparison::Line& line : comparison.lines)
    if (line.id == id) return line.cells.front();
  throw std::runtime_error("no row");
}

}  // namespace

TEST_CASE("the table of the guide is that of the article") {
  Page page;
  add_comparison(compare(test::builtin("guide")), page);
  REQUIRE(page.blocks().size() == 1);
  const std::vector<Row>& rows = page.blocks().front().rows;
  REQUIRE(rows.size() == article.size());
  for (std::size_t i = 0; i < article.size(); ++i) {
    REQUIRE(rows[i].size() == article[i].size());
    for (std::size_t column = 0; column < article[i].size(); ++column)
      CHECK(strip(rows[i][column]) == article[i][column]);
  }
}

TEST_CASE("the JSON of the guide has the same cells") {
  const Json json(to_json(compare(test::builtin("guide"))));
  const doc::View table = json.root();
  CHECK(table["rule_set"].text() == "guide");
  const std::vector<doc::View> columns = list(table["columns"]), rows = list(table["rows"]);
  REQUIRE(columns.size() == 3);
  REQUIRE(rows.size() == 6);
  for (std::size_t column = 0; column < 3; ++column)
    CHECK(columns[column]["title"].text() == article[0][column + 1]);
  for (std::size_t row = 0; row < 6; ++row) {
    CHECK(rows[row]["title"].text() == article[row + 1][0]);
    const std::vector<doc::View> cells = list(rows[row]["cells"]);
    REQUIRE(cells.size() == 3);
    for (std::size_t column = 0; column < 3; ++column) {
      CHECK(cells[column]["text"].text() == article[row + 1][column + 1]);
      CHECK(cells[column]["platform"].text() == columns[column]["platform"].text());
      CHECK(cells[column]["offerings"].size() == 1);
      CHECK(cells[column]["offerings"].first().next().text() == article[row + 1][column + 1]);
    }
  }
}

TEST_CASE("the timeout of Lambda is filled in from its rule") {
  const Comparison comparison = compare(test::builtin("current"));
  CHECK(cell(comparison, "timeout").platform == "aws-lambda");
  CHECK(cell(comparison, "timeout").text("; ") ==
        "zip, image: 15min; managed-instances: 90min; durable: 366 d in steps of 15min; microvm: 8h");
}

TEST_CASE("names in cells are filled in for each offering and equal texts stand together") {
  const rules::RuleSet rules = test::small(toy);
  const Comparison comparison = compare(rules);
  struct Case {
    std::string_view row, text;
  };
  const std::array<Case, 4> cases{{
      {"time", "plain, odd: 250MiB; big: none"},
      {"start", "plain, big: in 1s..2s; odd: in 500ms"},
      {"names", "trigger is http or grpc"},
      {"empty", "not stated"},
  }};
  for (const Case& entry : cases) {
    CAPTURE(entry.row);
    CHECK(cell(comparison, entry.row).text("; ") == entry.text);
  }
}

TEST_CASE("JSON names every offering") {
  const rules::RuleSet rules = test::small(toy);
  const Json json(to_json(compare(rules)));
  const doc::View cell = json.root()["rows"].first()["cells"].first();
  CHECK(cell["text"].text() == "plain, odd: 250MiB; big: none");
  CHECK(cell["offerings"].size() == 3);
  CHECK(cell["offerings"]["plain"].text() == "250MiB");
  CHECK(cell["offerings"]["odd"].text() == "250MiB");
  CHECK(cell["offerings"]["big"].text() == "none");
}

TEST_CASE("a property that an offering does not have is unknown in its cell") {
  const rules::RuleSet rules = test::small("table:\n  - {row: start, text: \"{start_time}\"}\n");
  const Comparison comparison = compare(rules);
  CHECK(cell(comparison, "start").text("; ") == "unknown");
}
