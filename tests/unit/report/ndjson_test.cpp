// JSON lines: the parts of the JSON report, one on a line, each given before the next is made.
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace placer;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> lines_of(const Report& report, const SourceMap& sources) {
  std::vector<std::string> lines;
  report::render_ndjson(report, sources, [&](std::string_view line) { lines.emplace_back(line); });
  return lines;
}

}  // namespace

TEST_CASE("the lines hold what the report holds") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  std::string whole_text;
  report::render_json(report, sources, whole_text);
  const Json whole = Json::parse(whole_text);
  const std::vector<std::string> lines = lines_of(report, sources);
  REQUIRE(lines.size() == 2 + report.workloads.size());
  Json together = Json::object();
  together.update(Json::parse(lines.front()));
  together.update(Json::parse(lines.back()));
  together["workloads"] = Json::array();
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) together["workloads"].push_back(Json::parse(lines[i]));
  CHECK(nlohmann::json(together) == nlohmann::json(whole));
  CHECK(lines.front().starts_with(R"({"schema_version":1,"rule_set":{)"));
  CHECK(Json::parse(lines.front())["rules"].size() == 2);
}

TEST_CASE("each line ends with the only line end in it, whatever a text holds") {
  SourceMap sources;
  Report report = test::sample_report(sources);
  report.workloads[0].name = "a\nb\xff";
  for (const std::string& line : lines_of(report, sources)) {
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    CHECK(line.back() == '\n');
    CHECK(Json::accept(line));
  }
}

TEST_CASE("a report without workloads has its first and its last line") {
  const std::vector<std::string> lines = lines_of({}, {});
  REQUIRE(lines.size() == 2);
  CHECK(Json::parse(lines[0])["rules"].empty());
  CHECK(Json::parse(lines[1])["gate"].is_null());
}
