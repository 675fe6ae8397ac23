#include "sample.hpp"

#include "doc/read.hpp"

#include <utility>
#include <vector>

namespace placer::test {
namespace {

Amount amount(std::int64_t low, std::int64_t high, std::string_view unit, std::string text) {
  return {Interval{low, high}, unit, std::move(text)};
}

FactReport fact(std::string_view name, Amount value, std::vector<std::string> items = {},
                Location where = {}) {
  FactReport report;
  report.fact = name;
  report.amount = std::move(value);
  report.items = std::move(items);
  report.where = where;
  return report;
}

Finding sample_finding(Location where) {
  Finding finding;
  finding.rule = "aws-lambda.timeout";
  finding.hardness = "hard";
  finding.outcome = Outcome::fail;
  finding.needed = amount(1'200'000, 1'200'000, "ms", "20min");
  finding.allowed = amount(900'000, 900'000, "ms", "15min");
  finding.margin = -300'000;
  finding.used = 1'333'333;
  finding.message = "an invocation ends after 15min; this one may run 20min";
  finding.remedy = "split the work";
  finding.places = {where};
  return finding;
}

Finding open_finding() {
  Finding finding;
  finding.rule = "aws-lambda.no-tcp";
  finding.hardness = "hard";
  finding.outcome = Outcome::unknown;
  finding.needed.text = "trigger: unknown";
  finding.message = "depends on trigger";
  finding.missing = {"trigger", "timeout"};
  return finding;
}

OfferingReport sample_offering(Location where) {
  OfferingReport offering;
  offering.platform = "aws-lambda";
  offering.offering = "zip";
  offering.platform_name = "AWS Lambda";
  offering.offering_name = "zip function";
  offering.status = "settled";
  offering.verdict = Verdict::does_not_fit;
  offering.score = {87'500, 95'600};
  offering.size = SizeInfo{"g6.xlarge", 4000, 17'179'869'184, 1, "nvidia-l4", "4 vCPU, 16GiB, 1 x nvidia-l4"};
  offering.criteria = {
      {"headroom", "headroom", 6, {10'000, 100'000}, amount(0, 995'901, "ppm", "0%..99.6%"), "roomy: 1 #2"},
      {"trigger", "trigger", 1, {0, 0}, {std::nullopt, "", "http"}, ""}};
  offering.findings = {sample_finding(where), open_finding()};
  offering.passed = 14;
  offering.headroom = {{"timeout", amount(840'000, 840'000, "ms", "14min"),
                        amount(900'000, 900'000, "ms", "15min"), 933'333, where}};
  offering.trigger_path = "Function URL";
  return offering;
}

WorkloadReport sample_workload(Location name, Location value) {
  WorkloadReport workload;
  workload.name = "no";
  workload.where = name;
  workload.target = "aws-lambda/zip";
  workload.facts = {fact("timeout", amount(1'200'000, 1'200'000, "ms", "20min"), {}, value),
                    fact("memory", amount(1 << 20, unbounded, "bytes", "1MiB..")),
                    fact("trigger", {std::nullopt, "", "http"}, {"http"}),
                    fact("ports", amount(1, 1, "count", "8080"), {"8080"}),
                    fact("streaming", amount(1, 1, "", "true"))};
  workload.facts[1].origin = Origin::derived;
  workload.facts[1].note = "first line\nsecond: line";
  workload.presumed = {{"privileged", "not privileged", amount(0, 0, "", "false")}};
  workload.recommendation = {
      "cloud-run",        "service", Strength::provisional, {1'000, 100'000}, "kubernetes/generic",
      {"1e3", "if a: b"}, {}};
  workload.recommendation.robustness = {873'123,
                                        Flip{"headroom", "headroom", 1'600'000, "kubernetes/generic"}};
  workload.offerings.resize(2);
  workload.offerings[0] = sample_offering(value);
  workload.offerings[1].platform = "kubernetes";
  workload.offerings[1].offering = "generic";
  workload.offerings[1].status = "preview";
  workload.questions = {{"gpu.count",
                         "gpu: none",
                         "graphics processors",
                         {"aws-lambda/zip"},
                         {1, 250'000},
                         {{std::nullopt, "aws-lambda/zip"}, {amount(8, 8, "count", "8"), ""}},
                         name,
                         "`${GPU}` is filled in"}};
  workload.advice = {{"aws-lambda.cold", {"aws-lambda/zip"}, "starts \"slowly\"", "keep it warm", {value}}};
  workload.notes = {"2026-11-24"};
  return workload;
}

std::string show(const doc::View& value) {
  if (value.is_null()) return "null";
  if (value.is_sequence()) return "[]";
  if (value.is_mapping()) return "{}";
  return value.quoted() ? "'" + std::string(value.text()) + "'" : std::string(value.text());
}

}  // namespace

Report sample_report(SourceMap& sources) {
  const FileId manifest = sources.add("caf\xe9/workload.yaml", "name: \"no\"\ntimeout: 20min\n");
  const Location name{manifest, 6, 4};
  const Location value{manifest, 20, 5};
  Report report;
  report.rule_set = {"current", "what the vendors say now", "2026-11-24", "0123456789", ""};
  RuleInfo timeout{
      "aws-lambda.timeout",
      "an invocation ends after {allowed}",
      "split the work",
      "since 2018",
      "quota",
      "limit",
      {"Timeout", "L-1"},
      "platforms/aws-lambda.yaml",
      12,
      {"https://example.com/a?b=c#d", "Quotas", "2026-10-01", "2026-11-24", "vendor-page", "high"}};
  RuleInfo tcp;
  tcp.id = "aws-lambda.no-tcp";
  tcp.kind = "requirement";
  tcp.hardness = "hard";
  report.rules = {tcp, timeout};
  report.workloads.push_back(sample_workload(name, value));
  report.workloads.emplace_back();
  report.diagnostics = {{Severity::warning,
                         "manifest.unknown-key",
                         "there is no key `x`",
                         value,
                         "",
                         {{name, "first set here"}}}};
  report.gate = Gate{{{0, "cloud-run", Verdict::fits_with_changes, true, "cloud-run/service", 3},
                      {1, "any offering", Verdict::unknown, false, "", 0}},
                     {},
                     false,
                     {}};
  report.annotations = {
      {Severity::error,
       Outcome::fail,
       0,
       "aws-lambda.timeout",
       "aws-lambda/zip",
       "ends, after 15min: 100%",
       "split the work",
       {value, name}},
      {Severity::note, Outcome::pass, 1, "aws-lambda.no-tcp", "cloud-run/service", "starts slowly", "", {}}};
  report.files = 3;
  report.skipped_files = {{"file", "a.yaml", {}}, {"file", "b\xe9.yaml", {}}};
  report.skipped_objects = {{"ConfigMap", "settings", {}}, {"document", "", {}}};
  report.broken_files = 1;
  report.dropped_diagnostics = 7;
  return report;
}

std::map<std::string, std::string> read_back(const std::string& printed, const std::string& file_name) {
  std::map<std::string, std::string> values;
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add(file_name, printed);
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    std::vector<std::pair<std::string, doc::View>> open{{"", document.root()}};
    while (!open.empty()) {
      const auto [path, value] = open.back();
      open.pop_back();
      if (value.size() == 0) values[path] = show(value);
      for (const auto [key, child] : doc::entries(value))
        open.emplace_back((path.empty() ? "" : path + ".") + std::string(key.text()), child);
      std::size_t index = 0;
      for (const doc::View item : doc::items(value))
        open.emplace_back(path + "[" + std::to_string(index++) + "]", item);
    }
  });
  if (sink.has_errors()) values["unreadable"] = sink.sorted().front().message;
  return values;
}

std::string at(const std::map<std::string, std::string>& values, const std::string& path) {
  const auto found = values.find(path);
  return found == values.end() ? "nothing there" : found->second;
}

}  // namespace placer::test
