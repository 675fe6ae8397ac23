// The Code Quality report: what GitLab asks for, and fingerprints that moved lines keep.
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <string>

using namespace placer;
using Json = nlohmann::ordered_json;

namespace {

Json gitlab(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_gitlab(report, sources, out);
  return Json::parse(out);
}

/// One annotation in a file.
Json problem(std::string path, std::string text, const Location& where, Severity severity = Severity::error) {
  SourceMap sources;
  sources.add(std::move(path), std::move(text));
  Report report;
  report.workloads.emplace_back().name = "w";
  report.annotations = {{severity, Outcome::fail, 0, "a.b", "p/o", "too much", "do less", {where}}};
  return gitlab(report, sources)[0];
}

}  // namespace

TEST_CASE("a problem has what GitLab asks for") {
  CHECK(problem("./x/../a.yaml", "x: 1\ny: 22\n", {0, 8, 2}).dump() ==
        R"({"description":"w on p/o: too much; do less","check_name":"a.b",)"
        R"("fingerprint":"c25a4634740806bbbf210bcedfc4d0c2","severity":"critical",)"
        R"("location":{"path":"a.yaml","lines":{"begin":2}}})");
  CHECK(problem("a", "x", {0, 0, 1}, Severity::warning)["severity"] == "minor");
  CHECK(problem("a", "x", {0, 0, 1}, Severity::note)["severity"] == "info");
}

TEST_CASE("moved lines keep their fingerprint, and it is that of the SARIF") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  std::string sarif;
  report::render_sarif(report, sources, sarif);
  CHECK(gitlab(report, sources)[1]["fingerprint"] ==
        Json::parse(sarif)["runs"][0]["results"][0]["partialFingerprints"]["placerFinding/v1"]);
  const Json first = problem("a", "x: 1", {0, 3, 1}), moved = problem("a", "\n\nx: 1", {0, 5, 1});
  CHECK(first["fingerprint"] == moved["fingerprint"]);
  CHECK(first["location"] != moved["location"]);
  CHECK(first["fingerprint"] != problem("b", "x: 1", {0, 3, 1})["fingerprint"]);
}

TEST_CASE("problems of the input are problems too, and no two have one fingerprint") {
  SourceMap sources;
  Report report = test::sample_report(sources);
  report.diagnostics.push_back(report.diagnostics.front());
  const Json list = gitlab(report, sources);
  REQUIRE(list.size() == 4);
  CHECK(list[0]["check_name"] == "manifest.unknown-key");
  std::set<std::string> fingerprints;
  for (const Json& one : list) fingerprints.insert(one["fingerprint"]);
  CHECK(fingerprints.size() == 4);
}

TEST_CASE("what stands in no file has a path all the same") {
  Report report;
  report.diagnostics = {{Severity::warning, "rules.stale", "old", {}, "", {}}};
  CHECK(gitlab(report, {})[0]["location"].dump() == R"({"path":".","lines":{"begin":1}})");
}

TEST_CASE("nothing wrong is an empty list") { CHECK(gitlab({}, {}) == Json::array()); }
