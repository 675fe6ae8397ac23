// The policy of a project: what it asks of which files, and what the caller asks for on top of it.
#include "facade/policy.hpp"

#include "engine/gate.hpp"
#include "facade/project.hpp"
#include "running.hpp"

#include <fmt/core.h>

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

constexpr std::string_view long_function =
    "name: a\ntarget: aws-lambda/zip\ntrigger: http\ntimeout: 20min\nmemory: 512MiB\n";
constexpr std::string_view small =
    "name: a\ntarget: aws-lambda/zip\ntrigger: http\ntimeout: 20s\nmemory: 512MiB\ndependency_size: 60MiB\n"
    "gpu: none\n";

/// The gate over one file in a project with a policy.
Run gated(const std::string& policy, const std::string& path, std::string_view text,
          const engine::GateOptions& asked = {}) {
  Run run;
  MemoryReader reader = MemoryReader::of({{path, std::string(text)}, {"placer.yaml", "policy:\n" + policy}});
  DiagnosticSink sink;
  const auto placer = Placer::open({"current", "", "placer.yaml"}, reader, run.sources, sink);
  REQUIRE(placer);
  AnalyzeOptions options;
  options.gated = true;
  run.report = placer->analyze({path}, reader, run.sources, options);
  const Gates gates(run.report, run.sources, placer->project(), "", asked);
  engine::judge_gate(run.report, asked, gates.each());
  // What the rules say lives in the rule set.
  for (Annotation& one : run.report.annotations)
    run.report.diagnostics.push_back({one.severity, std::string(one.rule), one.message, {}, {}, {}});
  run.report.annotations.clear();
  return run;
}

bool passes(const std::string& policy, const std::string& path, std::string_view text,
            const engine::GateOptions& asked = {}) {
  return gated(policy, path, text, asked).report.gate->passed;
}

/// "severity rule" of each annotation.
std::string shown(const std::string& policy, std::string_view text) {
  std::string all;
  for (const Diagnostic& one : gated(policy, "a.yaml", text).report.diagnostics)
    all += std::string(to_string(one.severity)) + " " + one.code + "\n";
  return all;
}

std::string problem(const std::string& policy) {
  MemoryReader reader = MemoryReader::of({{"placer.yaml", "policy: " + policy + "\n"}});
  SourceMap sources;
  DiagnosticSink sink;
  Placer::open({"current", "", "placer.yaml"}, reader, sources, sink);
  return sink.has_errors() ? sink.sorted().front().message : "";
}

}  // namespace

TEST_CASE("a policy holds for the files that it names") {
  const std::string policy = "  - {path: prod/**, severity: {aws-lambda.timeout: warning}}\n";
  CHECK(passes(policy, "prod/x/a.yaml", long_function));
  CHECK_FALSE(passes(policy, "test/a.yaml", long_function));
  CHECK(passes("  - {path: [x/*, prod/**], severity: {aws-lambda.timeout: warning}}\n", "prod/a.yaml",
               long_function));
  CHECK(passes("  - {severity: {aws-lambda.timeout: note}}\n", "any/a.yaml", long_function));
}

TEST_CASE("a severity is shown, and what is no error fails nothing") {
  CHECK(shown("  - severity: {aws-lambda.memory: warning}\n", long_function) == "error aws-lambda.timeout\n");
  CHECK(shown("  - severity: {aws-lambda.timeout: warning}\n", long_function) ==
        "warning aws-lambda.timeout\n");
  CHECK(shown("  - severity: {aws-lambda.timeout: note}\n", long_function) == "note aws-lambda.timeout\n");
}

TEST_CASE("advice that is an error fails, and is shown without being asked for") {
  const std::string_view text =
      "name: a\ntarget: kubernetes/generic\ntrigger: http\ncpu: 1\nmemory: 1GiB\n"
      "gpu: {count: 1, type: h100}\nstateful: false\n";
  const Run run = gated("  - {fail_on: [advice]}\n", "a.yaml", text);
  REQUIRE_FALSE(run.report.gate->passed);
  std::string advice;
  for (const Diagnostic& one : run.report.diagnostics)
    if (one.code.find('.') != std::string::npos) advice = one.code;
  CHECK(passes("  - {}\n", "a.yaml", text));
  CHECK_FALSE(passes(fmt::format("  - severity: {{{}: error}}\n", advice), "a.yaml", text));
  CHECK(shown(fmt::format("  - severity: {{{}: warning}}\n", advice), text) == "warning " + advice + "\n");
}

TEST_CASE("a later policy counts, and the caller's platforms stand in for those of a policy") {
  const std::string cluster = "  - {path: \"**\", require: [kubernetes]}\n";
  CHECK(passes(cluster, "a.yaml", long_function));
  CHECK_FALSE(passes(cluster + "  - {path: \"*.yaml\", require: aws-lambda/zip}\n", "a.yaml", long_function));
  CHECK(passes(cluster + "  - {path: x/*, require: aws-lambda/zip}\n", "a.yaml", long_function));
  engine::GateOptions asked;
  asked.require = {"aws-lambda/zip"};
  CHECK_FALSE(passes(cluster, "a.yaml", long_function, asked));
}

TEST_CASE("thresholds of a policy, and of the caller on top of them") {
  CHECK(passes("  - {path: x/*}\n", "a.yaml", small));
  CHECK_FALSE(passes("  - {fail_on: [headroom=2%]}\n", "a.yaml", small));
  CHECK(passes("  - {fail_on: [headroom=2%]}\n  - {fail_on: [headroom=90%]}\n", "a.yaml", small));
  CHECK(passes("  - {fail_on: [headroom=2%]}\n  - {fail_on: []}\n", "a.yaml", small));
  engine::GateOptions asked;
  asked.headroom = 20'000;
  CHECK_FALSE(passes("  - {fail_on: [headroom=90%]}\n", "a.yaml", small, asked));
  CHECK_FALSE(
      passes("  - {fail_on: unknown}\n", "a.yaml", "name: a\ntarget: aws-lambda/zip\ntrigger: http\n"));
}

TEST_CASE("a policy allows providers and regions for its files") {
  const std::string only = "  - {path: prod/**, only: {providers: [gcp]}}\n";
  CHECK_FALSE(passes(only, "prod/a.yaml", small));
  CHECK(passes(only, "test/a.yaml", small));
  CHECK(passes("  - {only: {providers: [aws]}}\n", "a.yaml", small));
  CHECK_FALSE(
      passes("  - {only: {providers: [aws, gcp]}}\n  - {only: {providers: [gcp]}}\n", "a.yaml", small));
  const std::string here = std::string(small) + "regions: [eu-west-1]\n";
  CHECK(passes("  - {only: {regions: [eu-west-1, us-east-1]}}\n", "a.yaml", here));
  CHECK(shown("  - {only: {regions: [us-east-1]}}\n", here) == "error project.policy\n");
  CHECK(shown("  - {only: {regions: [us-east-1]}, severity: {project.policy: warning}}\n", here) ==
        "warning project.policy\n");
}

TEST_CASE("what a policy does not allow can be ignored for the files of a glob") {
  const std::string policy =
      "  - {only: {regions: [us-east-1]}}\nignore: [{path: '*.yaml', rule: project.policy, because: x}]\n";
  CHECK(passes(policy, "a.yaml", std::string(small) + "regions: [eu-west-1]\n"));
}

TEST_CASE("mistakes in a policy are shown") {
  struct Row {
    std::string_view policy, message;
  };
  static constexpr std::array<Row, 11> rows{{
      {"x", "`policy` of a project file must be a list"},
      {"[x]", "a policy must be a mapping"},
      {"[{paths: x}]", "a policy has no key `paths`"},
      {"[{path: /x}]", "a glob is relative"},
      {"[{path: {a: b}}]", "`path` of a policy is a text or a list of texts"},
      {"[{require: aws-lamda}]", "there is no platform or offering 'aws-lamda'"},
      {"[{fail_on: [quotas]}]",
       "`fail_on` takes does-not-fit, unknown, advice, quota, headroom=90%, cost=50USD, not 'quotas'"},
      {"[{fail_on: headroom=x}]", "`fail_on` headroom takes a share of a limit"},
      {"[{severity: {aws-lambda.timeou: error}}]", "there is no rule `aws-lambda.timeou`"},
      {"[{severity: {aws-lambda.timeout: off}}]", "a severity is error, warning or note, not 'off'"},
      {"[{only: {region: [x]}}]", "`only` has no key `region`"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.policy);
    CHECK_THAT(problem(std::string(row.policy)), contains(std::string(row.message)));
  }
}
