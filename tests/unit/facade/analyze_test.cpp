// The library as others use it: files in, a report out, and what goes wrong on the way.
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <placer/placer.hpp>

#include <algorithm>

using namespace placer;
using placer::test::MemoryReader;

namespace {

struct Run {
  SourceMap sources;
  Report report;

  std::string workloads() const {
    std::vector<std::string_view> names;
    for (const WorkloadReport& workload : report.workloads) names.push_back(workload.name);
    return join(names, " ");
  }
  std::string counts() const {
    return std::to_string(report.files) + " files, " + std::to_string(report.broken_files) + " broken, " +
           std::to_string(report.skipped_files.size()) + " skipped";
  }
  std::string problems() const {
    std::string text;
    for (const Diagnostic& problem : report.diagnostics)
      text += sources.describe(problem.where) + " " + problem.message + " [" + problem.code + "]\n";
    return text;
  }
};

const Placer& current() {
  static const Placer placer = *Placer::builtin("current");
  return placer;
}

Run analyze(MemoryReader reader, const std::vector<std::string>& paths, const AnalyzeOptions& options = {},
            const std::string& project = {}) {
  Run run;
  if (!project.empty()) {
    DiagnosticSink sink;
    const auto placer = Placer::open({"current", "", project}, reader, run.sources, sink);
    REQUIRE(placer);
    run.report = placer->analyze(paths, reader, run.sources, options);
    return run;
  }
  run.report = current().analyze(paths, reader, run.sources, options);
  return run;
}

}  // namespace

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

TEST_CASE("broken files and documents do not lose the good ones") {
  const Run run =
      analyze(MemoryReader::of({{"d/a.yaml", "name: a\n---\nname: [\n---\nname: c\ntimeout: 3s\n"},
                                {"d/bad.yaml", "name: bad\ntimeout: soon\ngpu: none\n"},
                                {"d/binary.yaml", std::string("\0\1", 2)},
                                {"d/good.yaml", "name: good\nmemory: 1GiB\n"}}),
              {"d", "missing.yaml"});
  // A name alone is not enough for a file that nobody named: any other format may have one.
  CHECK(run.workloads() == "c good");
  CHECK(run.counts() == "5 files, 4 broken, 0 skipped");
  CHECK(run.report.diagnostics.size() == 4);
}

TEST_CASE("files of other kinds in a directory are skipped and counted") {
  const Run run = analyze(MemoryReader::of({{"d/space.yaml", "apiVersion: v1\nkind: Namespace\n"},
                                            {"d/list.yaml", "- a\n- b\n"},
                                            {"d/empty.yaml", "# nothing\n"},
                                            {"d/settings.yaml", "name: x\ncolour: red\n"},
                                            {"d/package.json", "{\"name\": \"x\", \"version\": \"1.0.0\"}"},
                                            {"d/w.yaml", "name: w\ntimeout: 3s\n"}}),
                          {"d"});
  CHECK(run.workloads() == "w");
  CHECK(run.counts() == "6 files, 0 broken, 5 skipped");
  CHECK(run.problems() == "");
}

TEST_CASE("a file that nobody named is a manifest only where nearly all of its keys are facts") {
  const Run run =
      analyze(MemoryReader::of(
                  {{"d/report.json", R"({"schema_version": 1, "summary": {}, "workloads": [{"name": "a"}]})"},
                   {"d/teams.yaml", "workloads:\n  - {name: a, image: nginx, replicas: 3}\n"},
                   {"d/owners.yaml", "name: owners\nworkloads: [{name: a, memory: 1}]\n"},
                   {"d/plan.yaml", "name: x\nmemory: 1\n"},
                   {"d/flow.yaml", "name: CI\non: push\nconcurrency: one\njobs: {}\n"},
                   {"d/w.yaml", "name: w\nmemory: 1GiB\ntimeot: 3s\n"}}),
              {"d"});
  CHECK(run.counts() == "6 files, 1 broken, 5 skipped");
  CHECK_THAT(run.problems(), test::contains("there is no key `timeot`"));
  REQUIRE(run.report.skipped_files.size() == 5);
  CHECK(run.report.skipped_files[3].name == "d/report.json");
  CHECK(run.report.skipped_files[3].kind == "placer report");
}

TEST_CASE("named files that are no manifests are skipped by those who skip") {
  AnalyzeOptions skip;
  skip.skip_foreign = true;
  for (const char* text :
       {"replicaCount: 1\nimage: {repository: nginx}\nresources: {}\n",
        "repos:\n  - repo: local\n    hooks: []\n", "name: CI\non: push\njobs: {}\nconcurrency: one\n",
        "cluster: {nodes: []}\nexclude: [a]\n", "{\"family\": \"x\"}",
        "{\"name\": \"x\", \"version\": \"1\"}",
        "{\"name\": \"x\", \"version\": \"1.0.0\", \"dependencies\": {\"y\": \"1\"}}",
        "{\"schema_version\": 1, \"workloads\": []}"}) {
    CAPTURE(text);
    const MemoryReader reader = MemoryReader::of({{"f.yaml", text}, {"w.yaml", "name: w\n"}});
    CHECK(analyze(reader, {"f.yaml", "w.yaml"}, skip).counts() == "2 files, 0 broken, 1 skipped");
    CHECK_THAT(analyze(reader, {"f.yaml"}).problems(), test::contains("there is no workload in f.yaml"));
  }
  for (const char* text :
       {"name: w\ntimeot: 3s\n", "nam: w\ntimeout: 3s\n", "version: 1\nname: w\nthis: 1\nthat: 2\n",
        "workloads: [{name: a, memry: 1GiB}]\n"}) {
    CAPTURE(text);
    CHECK(analyze(MemoryReader::of({{"f.yaml", text}}), {"f.yaml"}, skip).counts() ==
          "1 files, 1 broken, 0 skipped");
  }
  CHECK(analyze(MemoryReader::of({{"f.yaml", "timeout: 3s\n"}}), {"f.yaml"}, skip).counts() ==
        "1 files, 0 broken, 0 skipped");
}

TEST_CASE("the globs of the project file and of the caller leave paths out") {
  AnalyzeOptions options;
  options.exclude = {"d/templates"};
  const Run run = analyze(MemoryReader::of({{"conf/placer.yaml", "exclude: [old, ../d/*.json]\n"},
                                            {"conf/old/a.yaml", "name: a\ntimeout: 3s\n"},
                                            {"d/templates/t.yaml", "name: {{ x }}\n"},
                                            {"d/w.yaml", "name: w\ntimeout: 3s\n"},
                                            {"d/x.json", "{"}}),
                          {"conf", "d"}, options, "conf/placer.yaml");
  CHECK(run.problems() == "");
  CHECK(run.workloads() == "w");
  REQUIRE(run.report.excluded.size() == 3);
  CHECK(run.report.excluded[0].name == "conf/old");
  CHECK(run.report.excluded[1].name == "d/templates");
  CHECK(run.report.excluded[2].name == "d/x.json");
  MemoryReader nothing;
  SourceMap sources;
  DiagnosticSink sink;
  CHECK_FALSE(Placer::open({"current", "", "conf/placer.yaml"}, nothing, sources, sink));
  CHECK_THAT(sink.sorted().front().message, test::contains("cannot read conf/placer.yaml"));
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

TEST_CASE("a named file without a workload is an error") {
  const MemoryReader reader = MemoryReader::of({{"space.yaml", "apiVersion: v1\nkind: Namespace\n"},
                                                {"empty.yaml", ""},
                                                {"list.yaml", "workloads: []\n"},
                                                {"w.yaml", "name: w\n"}});
  for (const char* path : {"space.yaml", "empty.yaml", "list.yaml"}) {
    CAPTURE(path);
    const Run run = analyze(reader, {path, "w.yaml"});
    CHECK(run.problems() ==
          std::string(path) + ":1:1 there is no workload in " + path + " [input.no-workload]\n");
    CHECK(run.counts() == "2 files, 1 broken, 0 skipped");
    CHECK(run.workloads() == "w");
  }
  // Named, a manifest with a name and a mistyped key is a manifest with a mistake, not something else.
  CHECK_THAT(analyze(MemoryReader::of({{"w.yaml", "name: w\ntimeot: 3s\n"}}), {"w.yaml"}).problems(),
             test::contains("there is no key `timeot`"));
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
