// The JSON report: names, values, what is null, and how it is laid out.
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace placer;
using test::at;

namespace {

std::string json(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_json(report, sources, out);
  return out;
}

struct Field {
  const char* path;
  const char* value;
};

constexpr Field fields[] = {
    {"schema_version", "1"},
    {"rule_set.name", "'current'"},
    {"rule_set.title", "'what the vendors say now'"},
    {"rule_set.date", "'2026-11-24'"},
    {"rule_set.digest", "'0123456789'"},
    {"summary.files", "3"},
    {"summary.broken_files", "1"},
    {"summary.skipped_files", "2"},
    {"summary.skipped_objects", "2"},
    {"summary.workloads", "2"},
    {"summary.dropped_diagnostics", "7"},
    {"summary.skipped[1].name", "'b\xef\xbf\xbd.yaml'"},
    {"summary.skipped[2].kind", "'ConfigMap'"},
    {"summary.skipped[3].name", "null"},
    {"gate.passed", "false"},
    {"gate.entries[0].workload", "0"},
    {"gate.entries[0].name", "'no'"},
    {"gate.entries[0].against", "'cloud-run'"},
    {"gate.entries[0].verdict", "'fits_with_changes'"},
    {"gate.entries[0].passed", "true"},
    {"gate.entries[0].offering", "'cloud-run/service'"},
    {"gate.entries[0].limits", "3"},
    {"gate.entries[1].workload", "1"},
    {"gate.entries[1].offering", "null"},
    {"gate.annotations[0].severity", "'error'"},
    {"gate.annotations[0].workload", "0"},
    {"gate.annotations[0].name", "'no'"},
    {"gate.annotations[0].offering", "'aws-lambda/zip'"},
    {"gate.annotations[0].rule", "'aws-lambda.timeout'"},
    {"gate.annotations[0].message", "'ends, after 15min: 100%'"},
    {"gate.annotations[0].help", "'split the work'"},
    {"gate.annotations[0].places[1].column", "7"},
    {"gate.annotations[1].help", "null"},
    {"gate.annotations[1].places", "[]"},
    {"gate.entries[1].passed", "false"},
    {"workloads[0].name", "'no'"},
    {"workloads[0].source.line", "1"},
    {"workloads[0].source.column", "7"},
    {"workloads[0].target", "'aws-lambda/zip'"},
    {"workloads[0].recommendation.platform", "'cloud-run'"},
    {"workloads[0].recommendation.offering", "'service'"},
    {"workloads[0].recommendation.strength", "'provisional'"},
    {"workloads[0].recommendation.score.low", "1.0"},
    {"workloads[0].recommendation.score.high", "100.0"},
    {"workloads[0].recommendation.fallback", "'kubernetes/generic'"},
    {"workloads[0].recommendation.reasons[1]", "'if a: b'"},
    {"workloads[0].recommendation.robustness.share", "0.8731"},
    {"workloads[0].recommendation.robustness.flips_on.criterion", "'headroom'"},
    {"workloads[0].recommendation.robustness.flips_on.factor", "1.6"},
    {"workloads[0].recommendation.robustness.flips_on.to", "'kubernetes/generic'"},
    {"workloads[0].offerings[0].headroom[0].fact", "'timeout'"},
    {"workloads[0].offerings[0].headroom[0].value.value", "840000"},
    {"workloads[0].offerings[0].headroom[0].limit.value", "900000"},
    {"workloads[0].offerings[0].headroom[0].used", "0.9333"},
    {"workloads[0].questions[0].settles.verdicts", "1"},
    {"workloads[0].questions[0].settles.ranking", "0.25"},
    {"workloads[0].facts.timeout.value", "1200000"},
    {"workloads[0].facts.timeout.unit", "'ms'"},
    {"workloads[0].facts.timeout.text", "'20min'"},
    {"workloads[0].facts.timeout.origin", "'stated'"},
    {"workloads[0].facts.timeout.note", "null"},
    {"workloads[0].facts.timeout.source.line", "2"},
    {"workloads[0].facts.timeout.source.column", "10"},
    {"workloads[0].facts.timeout.high", "nothing there"},
    {"workloads[0].facts.memory.origin", "'derived'"},
    {"workloads[0].facts.memory.note", "'first line\nsecond: line'"},
    {"workloads[0].facts.memory.source", "null"},
    {"workloads[0].presumed[0].fact", "'privileged'"},
    {"workloads[0].presumed[0].value", "false"},
    {"workloads[0].presumed[0].unit", "null"},
    {"workloads[0].presumed[0].text", "'false'"},
    {"workloads[0].presumed[0].summary", "'not privileged'"},
    {"workloads[0].offerings[0].platform", "'aws-lambda'"},
    {"workloads[0].offerings[0].offering", "'zip'"},
    {"workloads[0].offerings[0].platform_name", "'AWS Lambda'"},
    {"workloads[0].offerings[0].offering_name", "'zip function'"},
    {"workloads[0].offerings[0].status", "'settled'"},
    {"workloads[0].offerings[0].verdict", "'does_not_fit'"},
    {"workloads[0].offerings[0].score.low", "87.5"},
    {"workloads[0].offerings[0].score.high", "95.6"},
    {"workloads[0].offerings[0].passed", "14"},
    {"workloads[0].offerings[0].trigger_path", "'Function URL'"},
    {"workloads[0].offerings[0].size.name", "'g6.xlarge'"},
    {"workloads[0].offerings[0].size.cpu.value", "4000"},
    {"workloads[0].offerings[0].size.cpu.unit", "'milli-vCPU'"},
    {"workloads[0].offerings[0].size.cpu.text", "'4'"},
    {"workloads[0].offerings[0].size.memory.value", "17179869184"},
    {"workloads[0].offerings[0].size.memory.unit", "'bytes'"},
    {"workloads[0].offerings[0].size.memory.text", "'16GiB'"},
    {"workloads[0].offerings[0].size.gpu", "'nvidia-l4'"},
    {"workloads[0].offerings[0].size.gpu_count", "1"},
    {"workloads[0].offerings[0].size.text", "'4 vCPU, 16GiB, 1 x nvidia-l4'"},
    {"workloads[0].offerings[0].criteria[0].id", "'headroom'"},
    {"workloads[0].offerings[0].criteria[0].weight", "3"},
    {"workloads[0].offerings[0].criteria[0].score.low", "10.0"},
    {"workloads[0].offerings[0].criteria[0].input.high", "995901"},
    {"workloads[0].offerings[0].criteria[0].reason", "'roomy: 1 #2'"},
    {"workloads[0].offerings[0].criteria[1].title", "'trigger'"},
    {"workloads[0].offerings[0].criteria[1].input.value", "null"},
    {"workloads[0].offerings[0].criteria[1].input.text", "'http'"},
    {"workloads[0].offerings[0].criteria[1].reason", "null"},
    {"workloads[0].offerings[0].findings[0].rule", "'aws-lambda.timeout'"},
    {"workloads[0].offerings[0].findings[0].outcome", "'fail'"},
    {"workloads[0].offerings[0].findings[0].hardness", "'hard'"},
    {"workloads[0].offerings[0].findings[0].needed.value", "1200000"},
    {"workloads[0].offerings[0].findings[0].allowed.text", "'15min'"},
    {"workloads[0].offerings[0].findings[0].margin", "-300000"},
    {"workloads[0].offerings[0].findings[0].used_ppm", "1333333"},
    {"workloads[0].offerings[0].findings[0].message",
     "'an invocation ends after 15min; this one may run 20min'"},
    {"workloads[0].offerings[0].findings[0].places[0].column", "10"},
    {"workloads[0].offerings[0].findings[0].missing", "[]"},
    {"workloads[0].offerings[1].size", "null"},
    {"workloads[0].offerings[1].trigger_path", "null"},
    {"workloads[0].offerings[0].findings[1].needed.value", "null"},
    {"workloads[0].offerings[0].findings[1].needed.text", "'trigger: unknown'"},
    {"workloads[0].offerings[0].findings[1].allowed.text", "null"},
    {"workloads[0].offerings[0].findings[1].margin", "null"},
    {"workloads[0].offerings[0].findings[1].used_ppm", "null"},
    {"workloads[0].offerings[0].findings[1].missing[1]", "'timeout'"},
    {"workloads[0].questions[0].fact", "'gpu.count'"},
    {"workloads[0].questions[0].how", "'gpu: none'"},
    {"workloads[0].questions[0].summary", "'graphics processors'"},
    {"workloads[0].questions[0].decides[0]", "'aws-lambda/zip'"},
    {"workloads[0].questions[0].source.column", "7"},
    {"workloads[0].questions[0].note", "'`${GPU}` is filled in'"},
    {"workloads[0].advice[0].rule", "'aws-lambda.cold'"},
    {"workloads[0].advice[0].message", "'starts \"slowly\"'"},
    {"workloads[0].advice[0].offerings[0]", "'aws-lambda/zip'"},
    {"workloads[0].advice[0].places[0].line", "2"},
    {"workloads[0].notes[0]", "'2026-11-24'"},
    {"workloads[1].source", "null"},
    {"workloads[1].target", "null"},
    {"workloads[1].recommendation.platform", "null"},
    {"workloads[1].recommendation.offering", "null"},
    {"workloads[1].recommendation.strength", "'none'"},
    {"workloads[1].recommendation.score.low", "null"},
    {"workloads[1].recommendation.score.high", "null"},
    {"workloads[1].recommendation.fallback", "null"},
    {"workloads[1].facts", "{}"},
    {"workloads[1].offerings", "[]"},
    {"rules.aws-lambda.timeout.message", "'an invocation ends after {allowed}'"},
    {"rules.aws-lambda.timeout.remedy", "'split the work'"},
    {"rules.aws-lambda.timeout.hardness", "'quota'"},
    {"rules.aws-lambda.timeout.kind", "'limit'"},
    {"rules.aws-lambda.timeout.note", "'since 2018'"},
    {"rules.aws-lambda.timeout.quota.name", "'Timeout'"},
    {"rules.aws-lambda.timeout.quota.code", "'L-1'"},
    {"rules.aws-lambda.timeout.defined.file", "'platforms/aws-lambda.yaml'"},
    {"rules.aws-lambda.timeout.defined.line", "12"},
    {"rules.aws-lambda.timeout.source.url", "'https://example.com/a?b=c#d'"},
    {"rules.aws-lambda.timeout.source.title", "'Quotas'"},
    {"rules.aws-lambda.timeout.source.as_of", "'2026-10-01'"},
    {"rules.aws-lambda.timeout.source.checked", "'2026-11-24'"},
    {"rules.aws-lambda.timeout.source.basis", "'vendor-page'"},
    {"rules.aws-lambda.timeout.source.confidence", "'high'"},
    {"rules.aws-lambda.no-tcp.remedy", "null"},
    {"rules.aws-lambda.no-tcp.quota", "null"},
    {"rules.aws-lambda.no-tcp.source.url", "null"},
    {"diagnostics[0].severity", "'warning'"},
    {"diagnostics[0].code", "'manifest.unknown-key'"},
    {"diagnostics[0].message", "'there is no key `x`'"},
    {"diagnostics[0].source.line", "2"},
    {"diagnostics[0].help", "null"},
    {"diagnostics[0].related[0].message", "'first set here'"},
    {"diagnostics[0].related[0].source.column", "7"},
};

struct FactCase {
  const char* what;
  Amount amount;
  std::vector<std::string> items;
  Origin origin;
  const char* expected;  // value, high (- if absent), unit
};

const FactCase fact_cases[] = {
    {"a quantity", {Interval{5, 5}, "ms", "5ms"}, {}, Origin::stated, "5 - 'ms'"},
    {"an interval", {Interval{5, 9}, "ms", "5ms..9ms"}, {}, Origin::stated, "5 9 'ms'"},
    {"no upper end", {Interval{1, unbounded}, "count", "1.."}, {}, Origin::stated, "1 null 'count'"},
    {"a count of one is no boolean", {Interval{1, 1}, "count", "1"}, {}, Origin::stated, "1 - 'count'"},
    {"yes", {Interval{1, 1}, "", "true"}, {}, Origin::stated, "true - null"},
    {"no", {Interval{0, 0}, "", "false"}, {}, Origin::presumed, "false - null"},
    {"a choice", {std::nullopt, "", "http"}, {"http"}, Origin::stated, "'http' - null"},
    {"alternatives", {std::nullopt, "", "a or b"}, {"a", "b"}, Origin::stated, "['a','b'] - null"},
    {"a text that looks like a number", {std::nullopt, "", "12"}, {"12"}, Origin::stated, "'12' - null"},
    {"an empty list", {std::nullopt, "", "any"}, {}, Origin::stated, "[] - null"},
    {"one number of a list", {Interval{1, 1}, "count", "80"}, {"80"}, Origin::stated, "[80] - null"},
    {"numbers", {Interval{2, 2}, "count", "80, 90"}, {"80", "90"}, Origin::stated, "[80,90] - null"},
    {"a name beside an interval", {Interval{0, 0}, "count", "a/b"}, {"a/b"}, Origin::stated, "'a/b' - null"},
    {"unresolved", {std::nullopt, "", "${X}"}, {}, Origin::unresolved, "null - null"},
};

}  // namespace

TEST_CASE("a report without workloads as JSON") {
  Report report;
  report.rule_set = {"guide", "", "2026-11-24", "ab", ""};
  CHECK(json(report, SourceMap()) == R"({
  "schema_version": 1,
  "rule_set": {
    "name": "guide",
    "title": null,
    "date": "2026-11-24",
    "digest": "ab",
    "own": null
  },
  "summary": {
    "files": 0,
    "broken_files": 0,
    "ignored_files": 0,
    "hidden_paths": 0,
    "skipped_files": 0,
    "skipped_objects": 0,
    "workloads": 0,
    "dropped_diagnostics": 0,
    "skipped": [],
    "excluded": [],
    "ignored": []
  },
  "gate": null,
  "suppressions": [],
  "workloads": [],
  "rules": {},
  "diagnostics": []
}
)");
}

TEST_CASE("every field of the JSON report") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  const auto values = test::read_back(json(report, sources), "report.json");
  for (const Field& field : fields) {
    CAPTURE(field.path);
    CHECK(at(values, field.path) == field.value);
  }
}

TEST_CASE("the JSON report is laid out as one object") {
  SourceMap sources;
  const std::string text = json(test::sample_report(sources), sources);
  CHECK(nlohmann::ordered_json::parse(text).dump(2) + "\n" == text);
}

TEST_CASE("what kinds of facts have as their value") {
  for (const FactCase& one : fact_cases) {
    CAPTURE(one.what);
    FactReport fact;
    fact.fact = "f";
    fact.amount = one.amount;
    fact.items = one.items;
    fact.origin = one.origin;
    Report report;
    report.workloads.emplace_back().facts = {fact};
    const auto tree = nlohmann::ordered_json::parse(json(report, SourceMap()))["workloads"][0]["facts"]["f"];
    const std::string high = tree.contains("high") ? tree["high"].dump() : "-";
    std::string shown = tree["value"].dump() + " " + high + " " + tree["unit"].dump();
    for (char& c : shown)
      if (c == '"') c = '\'';
    CHECK(shown == one.expected);
    CHECK(tree["text"] == one.amount.text);
  }
}

TEST_CASE("points are printed with exactly one decimal") {
  Report report;
  WorkloadReport& workload = report.workloads.emplace_back();
  for (std::int32_t tenth = 0; tenth <= 1000; ++tenth) {
    OfferingReport& offering = workload.offerings.emplace_back();
    offering.score = {tenth * 100, tenth * 100};
  }
  const auto values = test::read_back(json(report, SourceMap()), "report.json");
  for (std::int32_t tenth = 0; tenth <= 1000; ++tenth) {
    const std::string expected = std::to_string(tenth / 10) + "." + std::to_string(tenth % 10);
    const std::string path = "workloads[0].offerings[" + std::to_string(tenth) + "].score.";
    CHECK(at(values, path + "low") == expected);
    CHECK(at(values, path + "high") == expected);
  }
}

TEST_CASE("an interval of points is rounded outwards, a single value to the nearest tenth") {
  struct Row {
    Score score;
    const char *low = "", *high = "";
  };
  for (const Row& row : {Row{{95'649, 95'650}, "95.6", "95.7"},
                         {{95'601, 95'699}, "95.6", "95.7"},
                         {{95'649, 95'649}, "95.6", "95.6"},
                         {{95'650, 95'650}, "95.7", "95.7"}}) {
    Report report;
    report.workloads.emplace_back().offerings.emplace_back().score = row.score;
    const auto values = test::read_back(json(report, SourceMap()), "report.json");
    CHECK(at(values, "workloads[0].offerings[0].score.low") == row.low);
    CHECK(at(values, "workloads[0].offerings[0].score.high") == row.high);
  }
}

TEST_CASE("a path that is no UTF-8 gives valid JSON") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  const auto values = test::read_back(json(report, sources), "report.json");
  CHECK(at(values, "workloads[0].source.file") == "'caf\xef\xbf\xbd/workload.yaml'");
}

TEST_CASE("rendering appends to what is there") {
  std::string out = "x";
  report::render_json(Report(), SourceMap(), out);
  CHECK(out.substr(0, 3) == "x{\n");
}
