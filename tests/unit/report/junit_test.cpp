// The JUnit report: what passes, fails, is skipped or could not be read, and text that is no markup.
#include "report/renderers.hpp"
#include "report/xml_text.hpp"
#include "support/catch.hpp"

#include <string>

using namespace placer;

namespace {

std::string junit(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_junit(report, sources, out);
  return out;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// One workload in a file, held against one offering.
Report judged(SourceMap& sources, const GateEntry& entry) {
  Report report;
  report.workloads.emplace_back().name = "w";
  report.workloads[0].where = {sources.add("./a.yaml", "name: w\ntimeout: 20min\n"), 6, 1};
  report.gate = Gate{{entry}, {}, entry.passed, {}};
  return report;
}

Annotation problem(Severity severity, std::string message, std::string offering = "p/o") {
  return {severity, Outcome::fail, 0, "a.b", std::move(offering), std::move(message), "", {{0, 17, 5}}};
}

}  // namespace

TEST_CASE("a workload that passes") {
  SourceMap sources;
  CHECK(junit(judged(sources, {0, "p/o", Verdict::fits, true, "p/o", 1}), sources) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"placer\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
        "  <testsuite name=\"a.yaml\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
        "    <testcase name=\"w against p/o\" classname=\"a.yaml\"/>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

TEST_CASE("a workload that fails has the first reason as its message, and all of them") {
  SourceMap sources;
  Report report = judged(sources, {0, "p/o", Verdict::does_not_fit, false, "p/o", 1});
  report.annotations = {problem(Severity::error, "too slow"), problem(Severity::error, "too large"),
                        problem(Severity::warning, "near")};
  const std::string text = junit(report, sources);
  CHECK(contains(text, "<testsuites name=\"placer\" tests=\"1\" failures=\"1\" errors=\"0\">"));
  CHECK(contains(
      text, "<failure type=\"a.b\" message=\"w on p/o: too slow\">./a.yaml:2:10: error: w on p/o: too slow"));
  CHECK(contains(text, "error: w on p/o: too large [a.b]\n"));
  CHECK(contains(text, "<system-out>./a.yaml:2:10: warning: w on p/o: near"));
}

TEST_CASE("a workload that fails without an annotation says its verdict") {
  SourceMap sources;
  const Report report = judged(sources, {0, "any offering", Verdict::unknown, false, "", 0});
  CHECK(contains(junit(report, sources),
                 "<failure type=\"unknown\" message=\"unknown, but --fail-on asks for more\"></failure>"));
}

TEST_CASE("what is undecided, not judged or elsewhere is skipped") {
  SourceMap sources;
  Report report = judged(sources, {0, "p/o", Verdict::unknown, true, "p/o", 1});
  CHECK(contains(junit(report, sources),
                 "<skipped type=\"undecided\" message=\"undecided for lack of facts\">"));
  report.gate->entries[0].passed = false;
  report.workloads[0].unread = true;
  CHECK(contains(junit(report, sources), "<skipped type=\"not-judged\" "));
  report.gate->entries[0].verdict = Verdict::does_not_fit;
  CHECK(contains(junit(report, sources), "<failure "));
  report.gate->entries.clear();
  report.gate->elsewhere = {0};
  report.workloads[0].target = "x/y";
  CHECK(contains(junit(report, sources), "message=\"written for x/y, which --on leaves out\""));
  CHECK(contains(junit(report, sources), "failures=\"0\" errors=\"0\" skipped=\"1\""));
}

TEST_CASE("of several requirements each has its own reasons") {
  SourceMap sources;
  Report report = judged(sources, {0, "p/o", Verdict::does_not_fit, false, "p/o", 1});
  report.gate->entries.push_back({0, "q", Verdict::does_not_fit, false, "q/one", 1});
  report.annotations = {problem(Severity::error, "of p"), problem(Severity::error, "of q", "q/two")};
  const std::string text = junit(report, sources);
  CHECK(contains(text, "message=\"w on p/o: of p\""));
  CHECK(contains(text, "message=\"w on q/two: of q\""));
  CHECK(contains(text, "tests=\"2\" failures=\"2\""));
}

TEST_CASE("a broken file is an error, and rules too old are a failure") {
  SourceMap sources;
  Report report = judged(sources, {0, "p/o", Verdict::fits, true, "p/o", 1});
  report.diagnostics = {{Severity::error, "yaml.syntax", "no <value>", {0, 0, 1}, "write one", {}},
                        {Severity::warning, "x", "only a warning", {0, 0, 1}, "", {}},
                        {Severity::error, "input.read", "no such file", {}, "", {}}};
  report.gate->stale_rules = {"a.b", "c.d"};
  const std::string text = junit(report, sources);
  CHECK(contains(text, "<error type=\"yaml.syntax\" message=\"no &lt;value&gt;\">"));
  CHECK(contains(text, "<testsuite name=\"input\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">"));
  CHECK(contains(text, "<failure type=\"rules.stale\" message=\"2 rules too old\">a.b\nc.d\n</failure>"));
  CHECK(!contains(text, "only a warning"));
}

TEST_CASE("markup is escaped, and characters that XML forbids are replaced") {
  CHECK(report::xml_text("a<b>&\"c\"\n\t]]>") == "a&lt;b&gt;&amp;\"c\"\n\t]]&gt;");
  CHECK(report::xml_attribute("\"a\"\n\t\r<") == "&quot;a&quot;&#10;&#9;&#13;&lt;");
  CHECK(report::xml_text(std::string("a\x01\x00\x1b\x7f", 5)) ==
        "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd&#127;");
  CHECK(report::xml_text("\xc2\x9b[31m\xe2\x80\xae") == "&#155;[31m&#8238;");
  CHECK(report::xml_text("\xff\xef\xbf\xbe\xc3\xa9\xf0\x9f\x98\x80") ==
        "\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9\xf0\x9f\x98\x80");
}
