// What is taken as it is: where a note may stand, what it holds for, and what is said of notes that do
// nothing.
#include "base/date.hpp"
#include "running.hpp"

#include <fmt/core.h>

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

constexpr std::string_view long_function =
    "trigger: http\ntimeout: 20min\nmemory: 512MiB\ndependency_size: 60MiB\ngpu: none\ntraffic: bursty\n"
    "target: aws-lambda/zip\n";

/// "workload: rule because" of each finding on the target that is suppressed, in order.
std::string suppressed(const Run& run) {
  std::string text;
  for (const WorkloadReport& workload : run.report.workloads)
    for (const OfferingReport& offering : workload.offerings) {
      if (offering.id() != workload.target) continue;
      for (const Finding& finding : offering.findings)
        if (finding.suppression != Suppression::none)
          text += workload.name + ": " + std::string(finding.rule) + " " +
                  run.report.suppressions[finding.suppression].because + "\n";
    }
  return text;
}

Run read(const std::string& name, const std::string& text) {
  return analyze(MemoryReader::of({{name, text}}), {name});
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string function(std::string_view name, std::string_view more = {}) {
  return "name: " + std::string(name) + "\n" + std::string(long_function) + std::string(more);
}

}  // namespace

TEST_CASE("a comment holds for the line that it stands behind, or for what begins under it") {
  struct Row {
    std::string_view from, to, found;
  };
  constexpr std::string_view yes = "a: aws-lambda.timeout x\n";
  static constexpr std::array<Row, 12> rows{{
      {"timeout: 20min", "timeout: 20min  # placer: ignore aws-lambda.timeout -- x", yes},
      {"timeout: 20min", "timeout: 20min\t#placer:ignore aws-lambda.timeout --  x ", yes},
      {"timeout: 20min", "# placer: ignore aws-lambda.timeout -- x\ntimeout: 20min", yes},
      {"timeout: 20min", "# placer: ignore aws-lambda.timeout -- x\n\n# of the report\ntimeout: 20min", yes},
      {"timeout: 20min", "# placer: ignore aws-lambda.memory, aws-lambda.timeout -- x\ntimeout: 20min", yes},
      {"memory: 512MiB", "memory: 512MiB  # placer: ignore aws-lambda.timeout -- x", ""},
      {"memory: 512MiB", "# placer: ignore aws-lambda.timeout -- x\nmemory: 512MiB", ""},
      {"target: aws-lambda/zip", "target: aws-lambda/zip\n# placer: ignore aws-lambda.timeout -- x", ""},
      {"timeout: 20min", "timeout: 20min  # see placer: ignore aws-lambda.timeout -- x", ""},
      {"timeout: 20min", "timeout: 20min  # placer: ignores aws-lambda.timeout -- x", ""},
      {"name: a", "name: a  # placer: ignore aws-lambda.timeout -- x", yes},
      {"name: a", "# placer: ignore aws-lambda.timeout -- x\n---\nname: a", yes},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.to);
    CHECK(suppressed(read("a.yaml", replaced(function("a"), row.from, row.to))) == row.found);
  }
}

TEST_CASE("a comment above a document holds for it, one at the head of the file for all") {
  const std::string comment = "# placer: ignore aws-lambda.timeout -- x\n";
  const std::string both = "a: aws-lambda.timeout x\nb: aws-lambda.timeout x\n";
  CHECK(suppressed(read("a.yaml", comment + function("a") + "---\n" + function("b"))) == both);
  CHECK(suppressed(read("a.yaml", function("a") + "---\n" + comment + function("b"))) ==
        "b: aws-lambda.timeout x\n");
  // What stands in a document that cannot be read says nothing of the next one.
  CHECK(
      suppressed(read("a.yaml", function("a") + "---\n" + comment + "x: [\n---\n" + function("b"))).empty());
}

TEST_CASE("a comment above a workload in a list or a mapping holds for it alone") {
  const std::string list =
      "workloads:\n"
      "  # placer: ignore aws-lambda.timeout -- x\n"
      "  - name: a\n    timeout: 20min\n    trigger: http\n    target: aws-lambda/zip\n"
      "  - name: b\n    timeout: 20min\n    trigger: http\n    target: aws-lambda/zip\n";
  CHECK(suppressed(read("a.yaml", list)) == "a: aws-lambda.timeout x\n");
  const std::string service =
      "services:\n"
      "  # placer: ignore compose.least-memory -- x\n"
      "  a:\n    image: a:1\n    mem_limit: 1m\n"
      "  b:\n    image: b:1\n    mem_limit: 1m\n";
  const Run run = read("compose.yaml", service);
  REQUIRE(run.report.suppressions.size() == 1);
  CHECK(run.report.suppressions.front().hits > 0);
  for (const WorkloadReport& workload : run.report.workloads)
    for (const Finding& finding : workload.offerings.front().findings)
      if (finding.rule == "compose.least-memory")
        CHECK((finding.suppression != Suppression::none) == (workload.name == "a"));
}

TEST_CASE("what stands in a text is no comment") {
  const std::string comment = "# placer: ignore aws-lambda.timeout -- x";
  for (const std::string& value : {"\"a " + comment + "\"", "'a " + comment + "'", "|\n  a\n  " + comment,
                                   ">-\n  " + comment + "\n  a"}) {
    const std::string map =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n a: " + value + "\n";
    CAPTURE(map);
    const Run run = read("a.yaml", map + "---\n" + function("a") + "---\n" + map);
    CHECK(suppressed(run).empty());
    CHECK(run.report.suppressions.empty());
  }
}

TEST_CASE("notes in a manifest hold for its workload") {
  const std::string note = "aws-lambda.timeout -- x";
  const std::string found = "a: aws-lambda.timeout x\n";
  CHECK(suppressed(read("a.yaml", function("a", "ignore: " + note + "\n"))) == found);
  CHECK(suppressed(read("a.yaml", function("a", "ignore: [" + note + ", aws-lambda.memory -- y]\n"))) ==
        found);
  CHECK(suppressed(read("a.json", R"({"name": "a", "timeout": "20min", "trigger": "http",
    "target": "aws-lambda/zip", "ignore": ["aws-lambda.timeout -- x"]})")) == found);
  CHECK(suppressed(read("a.json", R"({"name": "a", "timeout": "20min", "trigger": "http",
    "target": "aws-lambda/zip", "ignore": "aws-lambda.timeout -- \u001b[31mred"})")) ==
        "a: aws-lambda.timeout ?[31mred\n");
  CHECK(suppressed(read("a.yaml",
                        "Resources:\n  a:\n    Type: AWS::Lambda::Function\n    Metadata:\n"
                        "      Placer: {ignore: aws-lambda.timeout -- x}\n"
                        "    Properties: {Timeout: 901, MemorySize: 128, Runtime: python3.13, Handler: a.b, "
                        "Role: r, Code: {S3Bucket: b, S3Key: k}}\n")) == found);
  CHECK(suppressed(read("a.yaml",
                        "Transform: AWS::Serverless-2016-10-31\nResources:\n  a:\n"
                        "    Type: AWS::Serverless::Function\n    # placer: ignore aws-lambda.timeout -- x\n"
                        "    Properties: {Timeout: 901, Runtime: python3.13, Handler: a.b, CodeUri: c}\n")) ==
        found);
  const std::string pod =
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    placer.dev/ignore: |\n"
      "      kubernetes.request-above-limit -- x\n      kubernetes.shutdown-grace -- y\n"
      "spec:\n  containers:\n    - name: c\n      image: i:1\n      resources: {requests: {memory: 2Gi}, "
      "limits: "
      "{memory: 1Gi}}\n";
  CHECK(suppressed(read("pod.yaml", pod)) == "a: kubernetes.request-above-limit x\n");
}

TEST_CASE("a note that does nothing is named, and why") {
  struct Row {
    std::string_view note, problem;
  };
  static constexpr std::array<Row, 7> rows{{
      {"ignore aws-lambda.timeout", "there is no reason, so nothing is ignored: 'aws-lambda.timeout'"},
      {"ignore aws-lambda.timeout --", "there is no reason, so nothing is ignored"},
      {"ignore aws-lambda.timeout - because", "there is no reason, so nothing is ignored"},
      {"ignore -- because", "no rule is named, so nothing is ignored"},
      {"ignore", "no rule is named, so nothing is ignored"},
      {"ignore aws-lambda.timeot -- x", "there is no rule `aws-lambda.timeot` to be ignored [ignore.rule]"},
      {"ignore aws-lambda.memory -- x",
       "`aws-lambda.memory` is to be ignored here, and finds nothing [ignore.unused]"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.note);
    const Run run = read("a.yaml", replaced(function("a"), "timeout: 20min",
                                            "timeout: 20min  # placer: " + std::string(row.note)));
    CHECK(suppressed(run).empty());
    CHECK_THAT(run.problems(), contains("a.yaml:3:17 " + std::string(row.problem)));
    CHECK(run.report.broken_files == 0);
  }
  // Nothing is said of a rule that this run had no reason to look at.
  AnalyzeOptions options;
  options.on = {"kubernetes"};
  const std::string text =
      replaced(function("a"), "timeout: 20min", "timeout: 20min  # placer: ignore aws-lambda.memory -- x");
  CHECK(analyze(MemoryReader::of({{"a.yaml", text}}), {"a.yaml"}, options).problems().empty());
}

TEST_CASE("a project ignores a rule in the files of a glob, until some day") {
  const auto run = [](const std::string& entry, std::string_view today = "2026-11-29") {
    AnalyzeOptions options;
    options.today = day_number(today);
    return analyze(MemoryReader::of({{"placer.yaml", "ignore: [" + entry + "]\n"},
                                     {"old/a.yaml", function("a")},
                                     {"new/b.yaml", function("b")}}),
                   {"old", "new"}, options, "placer.yaml");
  };
  const std::string entry = "{path: old/**, rule: aws-lambda.timeout, because: x";
  CHECK(suppressed(run(entry + "}")) == "a: aws-lambda.timeout x\n");
  CHECK(suppressed(run("{path: \"**\", rule: aws-lambda.timeout, because: x}")) ==
        "a: aws-lambda.timeout x\nb: aws-lambda.timeout x\n");
  CHECK(suppressed(run(entry + ", until: 2026-11-29}")) == "a: aws-lambda.timeout x\n");
  const Run late = run(entry + ", until: 2026-11-28}");
  CHECK(suppressed(late).empty());
  CHECK_THAT(late.problems(), contains("placer.yaml:1:31 `aws-lambda.timeout` in old/** was to be ignored "
                                       "until 2026-11-28; it counts again"));
  CHECK_THAT(run("{path: new/a.yaml, rule: aws-lambda.timeout, because: x}").problems(),
             !contains("ignore."));
  CHECK_THAT(run("{path: new/**, rule: aws-lambda.memory, because: x}").problems(),
             contains("[ignore.unused]"));
}

TEST_CASE("how often a note is used is counted, and what the verdict is stays") {
  const Run run = read("a.yaml", replaced(function("a"), "timeout: 20min",
                                          "timeout: 20min  # placer: ignore aws-lambda.timeout -- x"));
  REQUIRE(run.report.suppressions.size() == 1);
  CHECK(run.report.suppressions.front().hits == 2);  // zip and image
  for (const OfferingReport& offering : run.report.workloads.front().offerings)
    if (offering.id() == "aws-lambda/zip") CHECK(offering.verdict == Verdict::does_not_fit);
}

TEST_CASE("a Dockerfile beside a manifest says itself what is ignored in it") {
  struct Row {
    std::string_view text, found, problem;
  };
  constexpr std::string_view note = "# placer: ignore dockerfile.port -- x\n";
  const std::string expose = "EXPOSE 99999\n", from = "FROM public.ecr.aws/lambda/python:3.12\n";
  const std::string above = from + std::string(note) + expose;
  const std::string head = "# syntax=docker/dockerfile:1\n" + std::string(note) + from + "RUN a\n" + expose;
  const std::string inside = from + "EXPOSE 80 \\\n" + std::string(note) + "  99999\n";
  const std::string other = from + std::string(note) + "RUN a\n" + expose;
  const std::string heredoc = from + "RUN <<E\n" + std::string(note) + "E\n" + expose;
  const std::array<Row, 5> rows{{
      {above, "dockerfile.port x\n", ""},
      {head, "dockerfile.port x\n", ""},
      {inside, "dockerfile.port x\n", ""},
      {other, "", "finds nothing"},
      {heredoc, "", ""},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string text(row.text);
    const Run alone = analyze(MemoryReader::of({{"Dockerfile", text}}), {"Dockerfile"});
    CHECK(suppressed(alone) == (row.found.empty() ? "" : "workload: " + std::string(row.found)));
    CHECK_THAT(alone.problems(), contains(std::string(row.problem)));
    // Two services are built from it, and the note is one.
    const Run beside = analyze(
        MemoryReader::of({{"d/compose.yaml",
                           "services:\n  a: &built\n    build: {dockerfile: b.df}\n    x-placer: {target: "
                           "aws-ecs/fargate}\n  b: *built\n"},
                          {"d/b.df", text}}),
        {"d/compose.yaml"});
    CHECK(suppressed(beside) ==
          (row.found.empty() ? "" : "a: " + std::string(row.found) + "b: " + std::string(row.found)));
    CHECK_THAT(beside.problems(), contains(std::string(row.problem)));
    CHECK(beside.report.suppressions.size() <= 1);
  }
}

TEST_CASE("a project ignores what stands in a Dockerfile beside a manifest") {
  const std::string project =
      "ignore:\n  - {path: '**/Dockerfile', rule: dockerfile.port, because: x}\n"
      "  - {path: '**/other.df', rule: dockerfile.port, because: y}\n";
  const Run run =
      analyze(MemoryReader::of(
                  {{"d/compose.yaml", "services:\n  a: {build: ., x-placer: {target: aws-ecs/fargate}}\n"},
                   {"d/Dockerfile", "FROM a\nEXPOSE 99999\n"},
                   {"placer.yaml", project}}),
              {"d/compose.yaml"}, {}, "placer.yaml");
  CHECK(suppressed(run) == "a: dockerfile.port x\n");
}

TEST_CASE("the end of what is ignored is a day, or is left out") {
  struct Row {
    std::string_view until;
    bool good;
  };
  for (const Row& row : {Row{"", true}, Row{", until: 2027-03-31", true}, Row{", until: ''", false},
                         Row{", until: soon", false}}) {
    CAPTURE(row.until);
    MemoryReader reader =
        MemoryReader::of({{"placer.yaml", "ignore: [{path: 'a/**', rule: aws-lambda.timeout, because: x" +
                                              std::string(row.until) + "}]\n"}});
    SourceMap sources;
    DiagnosticSink sink;
    CHECK(Placer::open({"current", "", "placer.yaml"}, reader, sources, sink).has_value() == row.good);
  }
}

TEST_CASE("of many workloads that are judged together each is held to the bounds of its own file") {
  const auto functions = [](int count, std::string_view more) {
    std::string text = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
    for (int i = 0; i < count; ++i)
      text += fmt::format(
          "  F{}:\n    Type: AWS::Serverless::Function\n{}    Properties: {{Runtime: nodejs22.x, Handler: "
          "a.b, "
          "CodeUri: src, MemorySize: 2048, Timeout: 5}}\n",
          i, more);
    return text;
  };
  AnalyzeOptions options;
  options.gated = true;
  options.jobs = 2;
  const Run run = analyze(
      MemoryReader::of(
          {{"a.yaml", functions(100, "")},
           {"b.yaml",
            functions(200,
                      "    Metadata: {Placer: {ignore: [aws-lambda.memory -- as much as is needed]}}\n")},
           {"placer.yaml", "policy:\n  - {path: b.yaml, fail_on: [headroom=15%]}\n"}}),
      {"a.yaml", "b.yaml"}, options, "placer.yaml");
  CHECK(run.report.workloads.size() == 300);
  CHECK(run.problems() == "");
}
