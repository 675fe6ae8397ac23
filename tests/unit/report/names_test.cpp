// Names with characters that a terminal would obey or a reader not see: whole for programs, harmless for all.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/json_tree.hpp"
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

using namespace placer;
using Json = nlohmann::ordered_json;

namespace {

const std::string written = "a\x01\x1b[31mb\x7f\u0085\u202ec\u200b\nd\U000e0041";

/// The sample, with a workload called so.
Report named(SourceMap& sources) {
  Report report = test::sample_report(sources);
  report.workloads[0].name = "a??[31mb?";
  report.workloads[0].written_name = written;
  return report;
}

std::string render(const report::Renderer& renderer, const Report& report, const SourceMap& sources) {
  std::string out;
  renderer.render(report, sources, {}, [&](std::string_view piece) { out += piece; });
  return out;
}

/// Whether every character shows; line ends and tabs do.
bool shows(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    if (is_hidden(next.value) && text.substr(at, 1).find_first_of("\n\r\t") == std::string_view::npos)
      return false;
    at += next.length;
  }
  return true;
}

}  // namespace

TEST_CASE("a name is whole in formats for programs") {
  SourceMap sources;
  const Report report = named(sources);
  std::string json;
  report::render_json(report, sources, json);
  CHECK(Json::parse(json)["workloads"][0]["name"] == written);
  std::string facts;
  report::render_facts_json(report, sources, facts);
  CHECK(Json::parse(facts)["workloads"][0]["name"] == written);
}

TEST_CASE("no format shows a name such that it is obeyed or not seen") {
  SourceMap sources;
  const Report report = named(sources);
  for (const auto& table : {report::renderers(), report::gate_renderers(), report::fact_renderers()})
    for (const report::Renderer& renderer : table) {
      INFO(renderer.id);
      CHECK(shows(render(renderer, report, sources)));
    }
}

TEST_CASE("no format has a name that the runner of a CI system obeys") {
  SourceMap sources;
  const std::string name = "##[error]z ##vso[task.complete result=Succeeded] ###[x]";
  Report report = test::sample_report(sources);
  report.workloads[0].name = report.workloads[0].written_name = name;
  for (const auto& table :
       {report::renderers(), report::gate_renderers(), report::fact_renderers(), report::cost_renderers()})
    for (const report::Renderer& renderer : table) {
      INFO(renderer.id);
      CHECK(find_command_mark(render(renderer, report, sources)) == std::string::npos);
    }
  std::string json;
  report::render_json(report, sources, json);
  CHECK(Json::parse(json)["workloads"][0]["name"] == name);
}

TEST_CASE("tables for spreadsheets keep their line ends") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  const auto all = report::cost_renderers();
  const auto csv = std::find_if(all.begin(), all.end(), [](const auto& one) { return one.id == "csv"; });
  REQUIRE(csv != all.end());
  CHECK_THAT(render(*csv, report, sources), test::contains("\r\n"));
}

TEST_CASE("what JSON leaves as it is and nobody sees is escaped") {
  const Json text = "\x1b\x7f\u0085\u202e\U000e0041\u00e9\U0001f600";
  CHECK(report::json_text(text, -1) == "\"\\u001b\\u007f\\u0085\\u202e\\udb40\\udc41\u00e9\U0001f600\"");
  CHECK(Json::parse(report::json_text(text, -1)) == text);
  CHECK(report::json_text("a\xff", -1) == "\"a\uFFFD\"");
  CHECK(report::json_text(Json::object(), 2) == "{}");
}
