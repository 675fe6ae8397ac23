// What a baseline knows fails nothing, wherever it has moved to; all else does.
#include "facade/baseline.hpp"

#include "engine/gate.hpp"
#include "running.hpp"

#include <fmt/core.h>

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

constexpr std::string_view file = "deploy/functions.yaml";

std::string function(std::string_view name, std::string_view timeout = "20min",
                     std::string_view memory = "512MiB") {
  return fmt::format("name: {}\ntarget: aws-lambda/zip\ntrigger: http\ntimeout: {}\nmemory: {}\n", name,
                     timeout, memory);
}

/// Headroom is seen in what passes.
Run judged(MemoryReader reader) {
  AnalyzeOptions options;
  options.keep_passes = true;
  return analyze(std::move(reader), {std::string(file)}, options);
}

/// What a gate says of a text: each finding that fails it, as a baseline has it.
std::vector<KnownFinding> found(const std::string& text, const engine::GateOptions& options = {}) {
  Run run = judged(MemoryReader::of({{std::string(file), text}}));
  engine::judge_gate(run.report, options);
  return known_findings(run.report, engine::breaches(run.report, options), run.sources, "placer.baseline",
                        "");
}

std::string written(const std::vector<KnownFinding>& findings) {
  std::string text = "{\"placer_baseline\": 1, \"findings\": [";
  for (const KnownFinding& one : findings)
    text += fmt::format(
        R"({}{{"file": "{}", "workload": "{}", "path": "{}", "rule": "{}", "outcome": "{}"}})",
        &one == findings.data() ? "" : ",", one.file, one.workload, one.path, one.rule, one.outcome);
  return text + "]}";
}

struct Gated {
  Run run;
  std::string problems;  ///< of the baseline
};

/// The gate over a text with a baseline.
Gated gated(const std::string& text, const std::string& baseline, const engine::GateOptions& options = {}) {
  MemoryReader reader = MemoryReader::of(
      {{std::string(file), text}, {"deploy/unread.yaml", "name: b\n"}, {"placer.baseline", baseline}});
  Gated gated{judged(reader), {}};
  DiagnosticSink sink;
  const Baseline known("placer.baseline", "", reader, gated.run.sources, sink);
  for (const Diagnostic& one : sink.sorted()) gated.problems += one.message + "\n";
  known.apply(current().rules(), gated.run.sources, gated.run.report);
  engine::judge_gate(gated.run.report, options);
  return gated;
}

bool passes(const std::string& text, const std::vector<KnownFinding>& known,
            const engine::GateOptions& options = {}) {
  return gated(text, written(known), options).run.report.gate->passed;
}

}  // namespace

TEST_CASE("a baseline knows a name by every character of it") {
  const std::string text =
      "apiVersion: score.dev/v1b1\nmetadata: {name: \"a\\u0001b\"}\ncontainers: {a: {image: i}}\nservice: "
      "{ports: "
      "{web: {port: 0}}}\n";
  const std::vector<KnownFinding> known = found(text);
  REQUIRE(known.size() == 1);
  CHECK(known[0].workload ==
        "a\x01"
        "b");
}

TEST_CASE("a baseline names what fails by its file, its structural path and its rule") {
  const auto known = found(function("a", "20min", "20GiB") + "---\n" + function("b", "1min"));
  REQUIRE(known.size() == 2);
  CHECK(known[0] == KnownFinding{"deploy/functions.yaml", "a", "/a/memory", "aws-lambda.memory", "fail"});
  CHECK(known[1] == KnownFinding{"deploy/functions.yaml", "a", "/a/timeout", "aws-lambda.timeout", "fail"});
}

TEST_CASE("what is known fails nothing, wherever its lines move to") {
  const auto known = found(function("a"));
  CHECK_FALSE(passes(function("a"), {}));
  CHECK(passes(function("a"), known));
  CHECK(passes("# a comment\n\n" + function("b", "1min") + "---\n" + function("a"), known));
  CHECK(passes("memory: 512MiB\ntimeout: 30min\ntrigger: http\ntarget: aws-lambda/zip\nname: a\n", known));
}

TEST_CASE("what is new fails beside what is known") {
  const auto known = found(function("a"));
  CHECK_FALSE(passes(function("a") + "---\n" + function("b"), known));
  CHECK_FALSE(passes(function("a", "20min", "20GiB"), known));
  const Gated both = gated(function("a", "20min", "20GiB"), written(known));
  REQUIRE(both.run.report.annotations.size() == 1);
  CHECK(both.run.report.annotations[0].rule == "aws-lambda.memory");
  REQUIRE(both.run.report.suppressed.size() == 1);
  CHECK(both.run.report.suppressed[0].rule == "aws-lambda.timeout");
  CHECK(both.run.report.suppressions.at(0).from == Suppression::From::baseline);
}

TEST_CASE("one more workload of a name that is known is new") {
  const auto known = found(function("a"));
  CHECK_FALSE(passes(function("a") + "---\n" + function("a"), known));
  const auto both = found(function("a") + "---\n" + function("a"));
  CHECK(both.size() == 2);
  CHECK(passes(function("a") + "---\n" + function("a"), both));
  CHECK(passes(function("a"), both));
}

TEST_CASE("what a project file asks of another workload is new") {
  const std::string project = "policy: [{path: '**', only: {providers: [aws]}}]\n";
  const auto manifest = [](const char* name) {
    return fmt::format("name: {}\ntarget: cloud-run/service\ntrigger: http\n", name);
  };
  const auto judged_as = [&](const char* name, const std::string& baseline) {
    MemoryReader reader =
        MemoryReader::of({{"a.yaml", manifest(name)}, {"placer.yaml", project}, {"known.json", baseline}});
    Run run;
    DiagnosticSink sink;
    const auto placer = Placer::open({"current", "", "placer.yaml"}, reader, run.sources, sink);
    REQUIRE(placer);
    AnalyzeOptions options;
    options.gated = true;
    run.report = placer->analyze({"a.yaml"}, reader, run.sources, options);
    if (!baseline.empty())
      Baseline("known.json", "", reader, run.sources, sink).apply(placer->rules(), run.sources, run.report);
    engine::judge_gate(run.report, {});
    return known_findings(run.report, engine::breaches(run.report, {}), run.sources, "known.json", "");
  };
  const auto known = judged_as("old", "");
  REQUIRE(known.size() == 1);
  CHECK(known[0] == KnownFinding{"a.yaml", "old", "/old/target", "cloud-run.provider", "fail"});
  CHECK(judged_as("old", written(known)).empty());
  CHECK(judged_as("new", written(known)).size() == 1);
}

TEST_CASE("every finding of each example becomes known, and then none is new") {
  engine::GateOptions strictest;
  strictest.fail_on_unknown = strictest.fail_on_quota = strictest.fail_on_advice = true;
  strictest.headroom = 500'000;
  for (const engine::GateOptions& options : {engine::GateOptions(), strictest})
    for (const std::string& text :
         {function("a", "14min", "9GiB"), function("a"), std::string("name: a\ncpu: 4\n"),
          std::string("name: a\ntarget: cloud-run/service\nmemory: 40GiB\n")}) {
      CAPTURE(text);
      CHECK(passes(text, found(text, options), options));
    }
}

TEST_CASE("what was undecided or had little room is new once it fails") {
  engine::GateOptions options;
  options.headroom = 900'000;
  const auto known = found(function("a", "14min"), options);
  REQUIRE(known.size() == 1);
  CHECK(known[0].outcome == "pass");
  CHECK(passes(function("a", "14min"), known, options));
  CHECK_FALSE(passes(function("a", "16min"), known, options));
}

TEST_CASE("what a baseline knows and is gone is said, of files that were read") {
  const auto known = found(function("a"));
  CHECK(gated(function("a"), written(known)).run.problems().empty());
  CHECK_THAT(gated(function("a", "1min"), written(known)).run.problems(),
             contains("placer.baseline:1:37 1 finding of the baseline is no longer found [baseline.gone]"));
  const auto both = found(function("a") + "---\n" + function("a"));
  CHECK(gated(function("a") + "---\n" + function("a"), written(both)).run.problems().empty());
  CHECK_THAT(gated(function("a"), written(both)).run.problems(), contains(" 1 finding of the baseline"));
  CHECK_THAT(gated(function("a", "1min"), written(both)).run.problems(),
             contains(" 2 findings of the baseline"));
}

TEST_CASE("what a baseline knows of a file that is not there is gone, and of one that was not read is not") {
  auto known = found(function("a"));
  known.push_back({"deploy/unread.yaml", "b", "/b/timeout", "aws-lambda.timeout", "fail"});
  CHECK(gated(function("a"), written(known)).run.problems().empty());
  known.push_back({"deploy/other.yaml", "b", "/b/timeout", "aws-lambda.timeout", "fail"});
  CHECK_THAT(gated(function("a"), written(known)).run.problems(),
             contains(" 1 finding of the baseline is no longer found [baseline.gone]"));
}

TEST_CASE("a baseline that cannot be read is an error") {
  struct Row {
    std::string_view text, problem;
  };
  static constexpr std::array<Row, 6> rows{{
      {"", "there is nothing in the baseline placer.baseline\n"},
      {"[]", "a baseline must be a mapping"},
      {R"({"findings": []})", "placer.baseline is no baseline: it has no `placer_baseline`"},
      {R"({"placer_baseline": 2, "findings": []})",
       "this is a baseline of version 2, and this placer knows 1\n"},
      {R"({"placer_baseline": 1, "findings": {}})", "`findings` of a baseline must be a list"},
      {R"({"placer_baseline": 1, "findings": [{"file": "a", "path": "", "rule": "b"}]})",
       "a finding of a baseline needs `outcome`"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK_THAT(gated(function("a"), std::string(row.text)).problems, contains(std::string(row.problem)));
  }
}
