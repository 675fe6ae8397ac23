// The tables of formats, the facts as text, the lines about targets and about what was skipped.
#include "report/renderers.hpp"

#include "report/gate_text.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace placer;

namespace {

std::string render(std::span<const report::Renderer> table, std::string_view id, const Report& report,
                   const SourceMap& sources, const report::TextOptions& options = {}) {
  for (const report::Renderer& renderer : table)
    if (renderer.id == id) {
      std::string out;
      renderer.render(report, sources, options, [&](std::string_view piece) { out += piece; });
      return out;
    }
  return "no such format";
}

/// A report with a gate that passed all of these workloads.
Report passed(const std::vector<std::string>& names, std::size_t limits) {
  Report report;
  report.gate.emplace();
  for (const std::string& name : names) {
    report.gate->entries.push_back(
        {report.workloads.size(), "any offering", Verdict::fits, true, "p/o", limits});
    report.workloads.emplace_back().name = name;
  }
  return report;
}

std::string last_line(const Report& report, bool verbose = false) {
  report::TextOptions options;
  options.verbose = verbose;
  const std::string text = render(report::renderers(), "text", report, SourceMap(), options);
  const std::size_t begin = text.rfind('\n', text.size() - 2);
  return text.substr(begin == std::string::npos ? 0 : begin + 1);
}

/// The second line of the text report for a workload with this target and recommendation.
std::string move_line(Verdict target, std::string_view chosen, bool foreign) {
  Report report;
  WorkloadReport& workload = report.workloads.emplace_back();
  workload.target = "a/b";
  workload.foreign = foreign;
  for (const std::string_view platform : {"a", "x"}) {
    OfferingReport& offering = workload.offerings.emplace_back();
    offering.platform = platform;
    offering.offering = "b";
    offering.verdict = platform == "a" ? target : Verdict::fits;
  }
  workload.recommendation.platform = chosen;
  if (!chosen.empty()) workload.recommendation.offering = "b";
  const std::string text = render(report::renderers(), "text", report, SourceMap());
  const std::size_t begin = text.find('\n') + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

}  // namespace

TEST_CASE("the formats of reports and of facts") {
  std::string names;
  for (const report::Renderer& renderer : report::renderers()) names += std::string(renderer.id) + " ";
  CHECK(names == "text json yaml ndjson oneline sarif github markdown html ");
  names.clear();
  for (const report::Renderer& renderer : report::gate_renderers()) names += std::string(renderer.id) + " ";
  CHECK(names == "text json yaml ndjson oneline sarif github markdown html gitlab junit ");
  names.clear();
  for (const report::Renderer& renderer : report::fact_renderers()) names += std::string(renderer.id) + " ";
  CHECK(names == "text json yaml ");
}

TEST_CASE("no name of a manifest is a command in a log") {
  Report report = passed({"::error title=x::boo", "##[error]boo"}, 0);
  for (GateEntry& entry : report.gate->entries) entry.passed = false;
  const std::string text = render(report::gate_renderers(), "text", report, SourceMap());
  CHECK(text.starts_with(": :error title=x::boo: fails against"));
  CHECK(text.find("\n# #[error]boo: fails against") != std::string::npos);
}

TEST_CASE("the facts of a workload as text") {
  SourceMap sources;
  Report report;
  WorkloadReport& workload = report.workloads.emplace_back();
  workload.name = "w";
  workload.target = "a/b";
  workload.where = {sources.add("w.yaml", "name: w\ntimeout: 20min\n"), 6, 1};
  FactReport timeout;
  timeout.fact = "timeout";
  timeout.amount.text = "20min";
  timeout.where = {0, 17, 5};
  FactReport memory;
  memory.fact = "memory";
  memory.origin = Origin::unresolved;
  memory.note = "`${MEMORY}` is no literal";
  FactReport cpu;
  cpu.fact = "cpu";
  cpu.amount.text = "2";
  cpu.origin = Origin::platform_default;
  workload.facts = {timeout, memory, cpu};
  workload.presumed = {{"privileged", "not privileged", {Interval{0, 0}, "", "false"}}};
  report::TextOptions options;
  options.unicode = false;
  CHECK(render(report::fact_renderers(), "text", report, sources, options) ==
        "w: for a/b  w.yaml:1:7\n"
        "  fact        value  origin      place        to change it\n"
        "  timeout     20min  stated      w.yaml:2:10  as the manifest says\n"
        "  memory      -      unresolved  -            --set memory=...; `${MEMORY}` is no literal\n"
        "  cpu         2      default     -            --set cpu=...\n"
        "  privileged  false  presumed    -            --set privileged=...\n");
}

TEST_CASE("the facts as JSON and YAML are those of the report") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  const auto whole = test::read_back(render(report::renderers(), "json", report, sources), "report.json");
  for (const auto& [format, file] : {std::pair("json", "facts.json"), std::pair("yaml", "facts.yaml")}) {
    CAPTURE(format);
    const auto facts = test::read_back(render(report::fact_renderers(), format, report, sources), file);
    CHECK(test::at(facts, "schema_version") == "1");
    for (const char* path : {"workloads[0].source.line", "workloads[0].facts.timeout.value",
                             "workloads[0].facts.timeout.source.column", "workloads[0].presumed[0].value",
                             "summary.files", "diagnostics[0].source.line"})
      CHECK(test::at(facts, path) == test::at(whole, path));
    CHECK(test::at(facts, "workloads[0].offerings") == "nothing there");
  }
}

TEST_CASE("the last line of the gate counts workloads, not requirements") {
  Report report = passed({"one"}, 1);
  report.gate->entries.push_back({0, "kubernetes", Verdict::does_not_fit, false, "", 0});
  report.gate->entries.push_back({0, "aws-lambda", Verdict::unknown, true, "", 1});
  CHECK(last_line(report) == "1 checked: 0 passed, 1 failed; 1 undecided for lack of facts\n");
}

TEST_CASE("the last line of the gate says what no limit applied to") {
  CHECK(last_line(passed({"one", "two"}, 0)) ==
        "2 checked: 2 passed, 0 failed; no platform limit applied to one, two\n");
  CHECK(last_line(passed({"one"}, 1)) == "1 checked: 1 passed, 0 failed\n");
}

TEST_CASE("the last line of the gate names what was skipped while it is little") {
  Report report = passed({"one"}, 1);
  report.skipped_files = {{"file", "a.yaml", {}}, {"file", "b.yaml", {}}};
  report.skipped_objects = {{"ConfigMap", "settings", {}}, {"document", "", {}}};
  CHECK(
      last_line(report) ==
      "1 checked: 1 passed, 0 failed; 2 files without a workload skipped (a.yaml, b.yaml); 2 objects without "
      "a workload skipped (ConfigMap settings, document)\n");
  report.skipped_objects.clear();
  report.skipped_files.clear();
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) report.skipped_files.push_back({"file", name, {}});
  CHECK(last_line(report) ==
        "1 checked: 1 passed, 0 failed; 6 files without a workload skipped (--verbose names them)\n");
  CHECK(last_line(report, true) ==
        "1 checked: 1 passed, 0 failed; 6 files without a workload skipped (a, b, c, d, e, f)\n");
}

TEST_CASE("the text report says whether to move") {
  CHECK(move_line(Verdict::fits, "a", true) == "  written for a/b: stay");
  CHECK(move_line(Verdict::unknown, "", true) == "  written for a/b: stay");
  CHECK(move_line(Verdict::fits, "x", true) == "  written for a/b: could move to x/b");
  CHECK(move_line(Verdict::does_not_fit, "x", true) ==
        "  written for a/b: does not fit where it is; could move to x/b");
  CHECK(move_line(Verdict::does_not_fit, "", true) == "  written for a/b: does not fit where it is");
  CHECK(move_line(Verdict::fits, "a", false) == "  meant for a/b: stay");
  CHECK(move_line(Verdict::does_not_fit, "x", false) ==
        "  meant for a/b: does not fit there; could move to x/b");
}
