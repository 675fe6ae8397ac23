// The library as others use it: files in, a report out, and what goes wrong on the way.
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"
#include "unit/facade/running.hpp"

#include <placer/placer.hpp>

#include <algorithm>
#include <set>

using namespace placer;
using placer::test::analyze;
using placer::test::MemoryReader;
using placer::test::Run;

TEST_CASE("built-in rule sets are found by their name") {
  CHECK(Placer::builtin("current"));
  CHECK(Placer::builtin("guide"));
  CHECK_FALSE(Placer::builtin(""));
  CHECK_FALSE(Placer::builtin("Current"));
}

TEST_CASE("rule sets are loaded at run time through the same reader") {
  DiskReader disk;
  SourceMap sources;
  DiagnosticSink sink;
  const auto loaded =
      Placer::open({"current", std::string(PLACER_SOURCE_DIR) + "/rules", ""}, disk, sources, sink);
  REQUIRE(loaded);
  MemoryReader reader = MemoryReader::of({{"a.yaml", "name: a\ntimeout: 30s\nmemory: 1GiB\n"}});
  const Report report = loaded->analyze({"a.yaml"}, reader, sources);
  const Run same = analyze(reader, {"a.yaml"});
  CHECK(report.rule_set.digest == same.report.rule_set.digest);
  CHECK(report.workloads.front().offerings.front().id() ==
        same.report.workloads.front().offerings.front().id());
  CHECK_FALSE(Placer::open({"current", "no-such-directory", ""}, disk, sources, sink));
  CHECK(sink.errors() == 1);
}

TEST_CASE("the report names the rule set and every rule that it speaks of") {
  const Run run = analyze(
      MemoryReader::of({{"a.yaml", "name: a\ntimeout: 20min\nmemory: 3GiB\ntraffic: spiky\n"}}), {"a.yaml"});
  CHECK(run.report.rule_set.name == "current");
  CHECK(run.report.rule_set.digest.size() == 64);
  CHECK(std::is_sorted(run.report.rules.begin(), run.report.rules.end(),
                       [](const RuleInfo& a, const RuleInfo& b) { return a.id < b.id; }));
  const auto described = [&](std::string_view id) {
    return std::any_of(run.report.rules.begin(), run.report.rules.end(),
                       [&](const RuleInfo& rule) { return rule.id == id; });
  };
  for (const WorkloadReport& workload : run.report.workloads) {
    for (const OfferingReport& offering : workload.offerings)
      for (const Finding& finding : offering.findings) CHECK(described(finding.rule));
    for (const AdviceInfo& advice : workload.advice) CHECK(described(advice.rule));
  }
  for (const RuleInfo& rule : run.report.rules) {
    CAPTURE(rule.id);
    CHECK(rule.source.checked.size() == 10);
    CHECK(rule.line > 0);
    CHECK(rule.file.ends_with(".yaml"));
  }
}

TEST_CASE("workloads stand in the order of files and documents") {
  const MemoryReader reader = MemoryReader::of(
      {{"b.yaml", "name: b1\n---\nname: b2\n"}, {"a.yaml", "workloads: [{name: a1}, {name: a2}]\n"}});
  CHECK(analyze(reader, {"b.yaml", "a.yaml"}).workloads() == "b1 b2 a1 a2");
  CHECK(analyze(reader, {"a.yaml", "b.yaml"}).workloads() == "a1 a2 b1 b2");
}

TEST_CASE("what is said of a workload does not depend on its neighbours") {
  const MemoryReader reader =
      MemoryReader::of({{"a.yaml", "name: a\ntimeout: 20min\nmemory: 3GiB\ngpu: l4\n"},
                        {"b.yaml", "name: b\ntrigger: udp\nprivileged: true\n"},
                        {"c.yaml", "name: c\n"}});
  const Run alone = analyze(reader, {"a.yaml"}), first = analyze(reader, {"a.yaml", "b.yaml", "c.yaml"}),
            last = analyze(reader, {"c.yaml", "b.yaml", "a.yaml"});
  const auto answer = [](const WorkloadReport& workload) {
    std::string text = workload.name;
    for (const OfferingReport& offering : workload.offerings) {
      text += "\n" + offering.id() + " " + std::string(to_string(offering.verdict)) + " " +
              std::to_string(offering.score.low) + ".." + std::to_string(offering.score.high);
      for (const Finding& finding : offering.findings)
        text += "\n  " + std::string(finding.rule) + " " + finding.message;
    }
    for (const Question& question : workload.questions) text += "\n" + std::string(question.fact);
    for (const std::string& reason : workload.recommendation.reasons) text += "\n" + reason;
    return text;
  };
  CHECK(answer(alone.report.workloads[0]) == answer(first.report.workloads[0]));
  CHECK(answer(alone.report.workloads[0]) == answer(last.report.workloads[2]));
  CHECK(answer(first.report.workloads[1]) == answer(last.report.workloads[1]));
}

TEST_CASE("what a format refuses is refused wherever it is to run, and mended there") {
  const Run run = analyze(
      MemoryReader::of({{"c.yaml", "services: {a: {image: x, deploy: {replicas: -1}}}\n"}}), {"c.yaml"});
  CHECK(run.problems() == "");
  REQUIRE(run.report.workloads.size() == 1);
  for (const OfferingReport& offering : run.report.workloads[0].offerings) {
    CHECK(offering.refuses_settings());
    CHECK(offering.verdict != Verdict::fits);
  }
}

TEST_CASE("of several settings of a fact the last one counts") {
  AnalyzeOptions options;
  options.set = {"timeout=1h", "memory=1GiB", "ram=2GiB", "timeout=2h"};
  const Run run = analyze(MemoryReader::of({{"a.yaml", "name: a\n"}}), {"a.yaml"}, options);
  CHECK(run.problems() == "");
  REQUIRE(run.report.workloads.size() == 1);
  std::string texts;
  for (const FactReport& fact : run.report.workloads[0].facts) texts += fact.amount.text + " ";
  CHECK_THAT(texts, test::contains("2h"));
  CHECK_THAT(texts, test::contains("2GiB"));
  CHECK(texts.find("1h") == std::string::npos);
}

TEST_CASE("standard input is a file called stdin") {
  const Run run = analyze(MemoryReader::of({{"-", "name: piped\ntimeout: soon\n---\nname: other\n"}}), {"-"});
  CHECK(run.workloads() == "other");
  CHECK_THAT(run.problems(), test::contains("<stdin>:2:10 "));
  CHECK_THAT(analyze(MemoryReader(), {"-"}).problems(), test::contains("cannot read <stdin>: "));
}

TEST_CASE("options reach the engine") {
  const MemoryReader reader =
      MemoryReader::of({{"w.yaml",
                         "name: w\ntrigger: http\ntimeout: 3s\nmemory: 1GiB\ndependency_size: "
                         "1MiB\ngpu: none\ntraffic: steady\n"}});
  const Run plain = analyze(reader, {"w.yaml"});
  CHECK_FALSE(plain.report.workloads[0].presumed.empty());
  CHECK(plain.report.workloads[0].offerings[0].findings.empty());
  AnalyzeOptions strict;
  strict.strict = true;
  CHECK(analyze(reader, {"w.yaml"}, strict).report.workloads[0].presumed.empty());
  AnalyzeOptions keep;
  keep.keep_passes = true;
  const Run kept = analyze(reader, {"w.yaml"}, keep);
  CHECK(kept.report.workloads[0].offerings[0].findings.size() > 5);
  CHECK(kept.report.workloads[0].offerings[0].passed == plain.report.workloads[0].offerings[0].passed);
  AnalyzeOptions from;
  from.from = "native";
  CHECK(analyze(MemoryReader::of({{"d/a.yaml", "name: a\n"}}), {"d"}, from).workloads() == "a");
}

TEST_CASE("more problems than a person reads are counted") {
  std::string many;
  for (int i = 0; i < 150; ++i) many += "name: w\ntimeot: 3s\n---\n";
  const Run run = analyze(MemoryReader::of({{"w.yaml", many}}), {"w.yaml"});
  CHECK(run.report.diagnostics.size() == 100);
  CHECK(run.report.dropped_diagnostics == 50);
  CHECK(run.counts() == "1 files, 1 broken, 0 skipped");
}

TEST_CASE("one file with hundreds of problems does not hide those of the others") {
  std::string many;
  for (int i = 0; i < 300; ++i) many += "name: w\ntimeot: 3s\n---\n";
  const Run run = analyze(MemoryReader::of({{"a.yaml", many}, {"b.yaml", "name: b\nmemroy: 1GiB\n"}}),
                          {"a.yaml", "b.yaml"});
  CHECK_THAT(run.problems(), test::contains("b.yaml:2:1 there is no key `memroy`"));
  CHECK(run.report.dropped_diagnostics == 200);
}

TEST_CASE("another trigger ends what a word of the first one said of the broker") {
  const auto broker = [](const std::string& lines, std::vector<std::string> settings) {
    AnalyzeOptions options;
    options.set = std::move(settings);
    const Run run = analyze(MemoryReader::of({{"a.yaml", "name: a\n" + lines}}), {"a.yaml"}, options);
    std::string text = run.problems();
    for (const WorkloadReport& workload : run.report.workloads)
      for (const FactReport& fact : workload.facts)
        if (fact.fact == "broker") text += fact.items.at(0);
    return text;
  };
  CHECK(broker("trigger: sqs\n", {}) == "sqs");
  CHECK(broker("trigger: sqs\n", {"trigger=kafka"}) == "kafka");
  CHECK(broker("trigger: sqs\n", {"trigger=stream"}) == "");
  CHECK(broker("trigger: sqs\n", {"trigger=queue"}) == "");
  CHECK(broker("trigger: queue\n", {"broker=pubsub"}) == "pubsub");
  CHECK_THAT(broker("trigger: queue\n", {"broker=kinesis"}),
             test::contains("`broker: kinesis` does not go with `trigger: queue`"));
  CHECK_THAT(broker("trigger: queue\nbroker: sqs\n", {"trigger=kafka"}),
             test::contains("`broker: sqs` does not go with `trigger: kafka`"));
}

TEST_CASE("what a setting says of the broker stands in the place of what a template says") {
  AnalyzeOptions options;
  const auto broker = [&](const std::string& setting) {
    options.set = {setting};
    const Run run =
        analyze(MemoryReader::of(
                    {{"t.yaml",
                      "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n"
                      "Resources: {Fn: {Type: AWS::Serverless::Function, Properties: {Events: {A: {Type: "
                      "SQS, Properties: {Queue: 'arn:aws:sqs:eu-west-1:123456789012:q'}}}}}}\n"}}),
                {"t.yaml"}, options);
    std::string text;
    for (const FactReport& fact : run.report.workloads.at(0).facts)
      if (fact.fact == "broker") text += fact.items.at(0);
    return text;
  };
  CHECK(broker("memory=1GiB") == "sqs");
  CHECK(broker("trigger=kafka") == "kafka");
  CHECK(broker("trigger=stream") == "");
  CHECK(broker("trigger=queue") == "sqs");
}

TEST_CASE("with a wrong setting nothing is judged") {
  AnalyzeOptions wrong;
  wrong.set = {"memroy=3"};
  const Run run = analyze(MemoryReader::of({{"a.yaml", "name: a\n"}}), {"a.yaml"}, wrong);
  CHECK(run.problems() == "--set:1:1 there is no key `memroy` [manifest.unknown-key]\n");
  CHECK(run.report.workloads.empty());
  CHECK(run.report.files == 0);
  wrong.set = {"name=b"};  // a setting tries another fact, not another workload
  CHECK(analyze(MemoryReader::of({{"a.yaml", "name: a\n"}}), {"a.yaml"}, wrong).problems() ==
        "--set:1:1 there is no key `name` [manifest.unknown-key]\n");
}

TEST_CASE("providers that the regions narrow down are derived") {
  const Run run = analyze(
      MemoryReader::of({{"a.yaml", "name: a\nproviders: [aws, gcp]\nregions: [us-east-1]\n"}}), {"a.yaml"});
  REQUIRE(run.report.workloads.size() == 1);
  for (const FactReport& fact : run.report.workloads[0].facts)
    if (fact.fact == "providers") {
      CHECK(fact.amount.text == "aws");
      CHECK(fact.origin == Origin::derived);
      CHECK(fact.narrowed);
      CHECK(fact.note == "those of the allowed ones that have such regions");
      return;
    }
  FAIL("there are no providers");
}

TEST_CASE("a pod that asks for devices of NVIDIA gets no other size, whatever their memory") {
  AnalyzeOptions options;
  options.set = {"gpu.memory=5GiB"};
  const auto makers_for = [&](const std::string& resource) {
    const Run run = analyze(
        MemoryReader::of({{"p.yaml",
                           "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, "
                           "image: i, resources: {limits: {" +
                               resource + ": 1, cpu: 2, memory: 8Gi}}}]}\n"}}),
        {"p.yaml"}, options);
    REQUIRE(run.report.workloads.size() == 1);
    std::set<std::string> makers;
    for (const OfferingReport& offering : run.report.workloads[0].offerings)
      if (offering.size && offering.id().starts_with("kubernetes/") && !offering.size->gpu.empty())
        makers.emplace(offering.size->gpu.substr(0, offering.size->gpu.find('-')));
    return makers;
  };
  CHECK(makers_for("nvidia.com/gpu") == std::set<std::string>{"nvidia"});
}
