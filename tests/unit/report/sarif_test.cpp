// SARIF: what code scanning reads, and what must not change when lines move.
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace placer;

namespace {

nlohmann::ordered_json sarif(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_sarif(report, sources, out);
  return nlohmann::ordered_json::parse(out);
}

/// One annotation in a file.
nlohmann::ordered_json result(std::string path, std::string text, const Location& where,
                              std::string_view name = "w") {
  SourceMap sources;
  sources.add(std::move(path), std::move(text));
  Report report;
  report.workloads.emplace_back().name = name;
  report.annotations = {{Severity::error, Outcome::fail, 0, "a.b", "p/o", "too much", "", {where}}};
  return sarif(report, sources)["runs"][0]["results"][0];
}

std::string fingerprint(const nlohmann::ordered_json& result) {
  return result["partialFingerprints"]["placerFinding/v1"];
}

}  // namespace

TEST_CASE("a report as SARIF") {
  SourceMap sources;
  const auto log = sarif(test::sample_report(sources), sources);
  CHECK(log["version"] == "2.1.0");
  const auto& run = log["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  const auto& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "placer");
  CHECK(driver["version"].get<std::string>().find('.') != std::string::npos);

  const auto& rules = driver["rules"];
  REQUIRE(rules.size() == 2);
  CHECK(rules[1]["id"] == "aws-lambda.timeout");
  CHECK(rules[1]["name"] == "AwsLambdaTimeout");
  CHECK(rules[1]["shortDescription"]["text"] == "an invocation ends after [what is allowed].");
  CHECK(rules[1]["fullDescription"]["text"] == "an invocation ends after [what is allowed]. since 2018.");
  CHECK(
      rules[1]["help"]["text"] ==
      "To do: split the work.\nQuota: Timeout (L-1).\nSource: https://example.com/a?b=c#d (as of 2026-10-01, "
      "checked 2026-11-24).");
  CHECK(
      rules[1]["help"]["markdown"] ==
      "To do: split the work.\nQuota: Timeout (L-1).\n\nSource: [Quotas](https://example.com/a?b=c#d) (as of "
      "2026-10-01, checked 2026-11-24).");
  CHECK(rules[1]["helpUri"] == "https://example.com/a?b=c#d");
  CHECK(rules[1]["defaultConfiguration"]["level"] == "warning");
  CHECK(rules[0]["defaultConfiguration"]["level"] == "note");
  CHECK(!rules[0].contains("helpUri"));

  const auto& results = run["results"];
  REQUIRE(results.size() == 2);
  CHECK(results[0]["ruleId"] == "aws-lambda.timeout");
  CHECK(results[0]["ruleIndex"] == 1);
  CHECK(results[0]["level"] == "error");
  CHECK(results[0]["message"]["text"] ==
        "no on aws-lambda/zip: ends, after 15min: 100%. Help: split the work.");
  CHECK(results[0]["locations"][0].dump() ==
        R"({"physicalLocation":{"artifactLocation":{"uri":"caf%E9/workload.yaml"},)"
        R"("region":{"startLine":2,"startColumn":10,"endColumn":15}}})");
  CHECK(results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 1);
  CHECK(results[1]["level"] == "note");
  CHECK(results[1]["locations"].empty());

  const auto& invocation = run["invocations"][0];
  CHECK(invocation["executionSuccessful"] == true);
  const auto& notification = invocation["toolExecutionNotifications"][0];
  CHECK(notification["descriptor"]["id"] == "manifest.unknown-key");
  CHECK(notification["level"] == "warning");
  CHECK(notification["message"]["text"] == "there is no key `x`.");
  CHECK(notification["locations"][0]["physicalLocation"]["region"]["startColumn"] == 10);
}

TEST_CASE("a name is neither a link nor a place to fill in") {
  const auto said = [](std::string_view name) {
    const auto found = result("a.yaml", "x", {0, 0, 1}, name);
    return found["message"]["text"].get<std::string>();
  };
  CHECK(said("[details](https://evil.example/x) {0}") ==
        "[details] (https://evil.example/x) {{0}} on p/o: too much.");
  CHECK(said("\\](1) {{a}") == "\\] (1) {{{{a}} on p/o: too much.");
  CHECK(said("a[0] (b)") == "a[0] (b) on p/o: too much.");
}

TEST_CASE("of more results than code scanning takes the least severe are left out and counted") {
  SourceMap sources;
  Report report;
  report.workloads.emplace_back().name = "w";
  report.annotations.assign(24'998, {Severity::note, Outcome::pass, 0, "a.b", "p/o", "mind", "", {}});
  report.annotations.push_back({Severity::warning, Outcome::unknown, 0, "a.b", "p/o", "open", "", {}});
  report.annotations.push_back({Severity::error, Outcome::fail, 0, "a.b", "p/o", "too much", "", {}});
  auto run = sarif(report, sources)["runs"][0];
  CHECK(run["results"].size() == 25'000);
  CHECK(run["results"][0]["level"] == "note");
  CHECK(!run["invocations"][0].contains("toolExecutionNotifications"));

  report.annotations.push_back({Severity::error, Outcome::fail, 0, "a.b", "p/o", "too much", "", {}});
  run = sarif(report, sources)["runs"][0];
  CHECK(run["results"].size() == 25'000);
  CHECK(run["results"][1]["level"] == "error");
  CHECK(run["results"][2]["level"] == "warning");
  const auto& notification = run["invocations"][0]["toolExecutionNotifications"][0];
  CHECK(notification["message"]["text"] ==
        "1 result is left out, the least severe: code scanning takes 25000 of a run.");
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
}

TEST_CASE("an error makes the SARIF run one that failed") {
  Report report;
  report.diagnostics = {{Severity::error, "input.unreadable", "cannot read x", {}, "", {}}};
  const auto run = sarif(report, SourceMap())["runs"][0];
  CHECK(run["invocations"][0]["executionSuccessful"] == false);
  CHECK(run["results"].empty());
  CHECK(!run["invocations"][0]["toolExecutionNotifications"][0].contains("locations"));
}

TEST_CASE("paths become relative references without dots, percent-encoded") {
  const auto uri = [](std::string path) {
    return result(std::move(path), "x",
                  {0, 0, 1})["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        .get<std::string>();
  };
  CHECK(uri("./deploy/../a b#1.yaml") == "a%20b%231.yaml");
  CHECK(uri("<stdin>") == "stdin");
  CHECK(uri("c:d%.yaml") == "c%3Ad%25.yaml");
  CHECK(uri("/srv/a.yaml") == "file:///srv/a.yaml");
}

TEST_CASE("regions of several lines say where they end, in characters") {
  const auto region =
      result("a", "\xc3\xa9: |\n a\n", {0, 4, 4})["locations"][0]["physicalLocation"]["region"];
  CHECK(region.dump() == R"({"startLine":1,"startColumn":4,"endLine":2,"endColumn":3})");
}

TEST_CASE("a fingerprint stays when lines move, and tells files and workloads apart") {
  const std::string usual = fingerprint(result("a.yaml", "x: 1", {0, 3, 1}));
  CHECK(usual == fingerprint(result("./a.yaml", "# more\n\nx: 2", {0, 11, 1})));
  CHECK(usual != fingerprint(result("b.yaml", "x: 1", {0, 3, 1})));
  CHECK(usual != fingerprint(result("a.yaml", "x: 1", {0, 3, 1}, "other")));
}

TEST_CASE("two results that are about the same have different fingerprints") {
  SourceMap sources;
  const FileId file = sources.add("a.yaml", "x: 1\nx: 1\n");
  Report report;
  report.workloads.resize(2);
  for (std::size_t i = 0; i < 2; ++i)
    report.annotations.push_back({Severity::error,
                                  Outcome::fail,
                                  i,
                                  "a.b",
                                  "p/o",
                                  "m",
                                  "",
                                  {{file, static_cast<std::uint32_t>(i) * 5, 1}}});
  const auto results = sarif(report, sources)["runs"][0]["results"];
  CHECK(fingerprint(results[0]) != fingerprint(results[1]));
}
