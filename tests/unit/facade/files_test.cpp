// Which files are read as manifests, which are skipped, and what is said of the rest.
#include "support/catch.hpp"
#include "support/memory_reader.hpp"
#include "unit/facade/running.hpp"

using namespace placer;
using placer::test::analyze;
using placer::test::MemoryReader;
using placer::test::Run;

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
  for (const char* text : {"replicaCount: 1\nimage: {repository: nginx}\nresources: {}\n",
                           "repos:\n  - repo: local\n    hooks: []\n", "cluster: {nodes: []}\nexclude: [a]\n",
                           "{\"family\": \"x\"}", "{\"name\": \"x\", \"version\": \"1\"}",
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

TEST_CASE("what somebody means to be a native manifest is read as one") {
  AnalyzeOptions skip;
  skip.skip_foreign = true;
  const auto counts = [&](const std::string& name, const std::string& text, const std::string& path,
                          const AnalyzeOptions& options) {
    return analyze(MemoryReader::of({{name, text}}), {path}, options).counts();
  };
  const std::string skipped = "1 files, 0 broken, 1 skipped", broken = "1 files, 1 broken, 0 skipped";
  for (const std::string text :
       {"name: q\nmem: 1GiB\ntimeout_s: 30s\ndeps: 5MiB\n", "name: q\ntrigger: [http, queue]\n",
        "name: q\none: 1\ntwo: 2\nthree: 3\n", "timeout: 30s\none: 1\ntwo: 2\nthree: 3\n",
        "name: CI\non: push\njobs: {}\nconcurrency: one\n"}) {
    CAPTURE(text);
    CHECK(counts("d/f.yaml", text, "d/f.yaml", {}) == broken);
    CHECK(counts("d/f.yaml", text, "d", {}) == skipped);
    CHECK(counts("d/workload.yaml", text, "d/workload.yaml", skip) == broken);
    CHECK(counts("d/workload.yml", text, "d", {}) == broken);
  }
  // Among the files that a hook names are those of others.
  for (const std::string text :
       {"steps: [{name: a, args: [b]}]\ntimeout: 1200s\n", "schedule: daily\nimage: x\n",
        "timeout: 30\nretries: 3\n", "timeout: 30s\nmemory: 1GiB\nsteps: []\n"}) {
    CAPTURE(text);
    CHECK(counts("f.yaml", text, "f.yaml", skip) == skipped);
  }
  for (const std::string text :
       {"timeout: 3s\nmemry: 1GiB\n", "name: w\nsteps: []\ntimeout: 3s\n", "name: w\ntimeot: 3s\n"}) {
    CAPTURE(text);
    CHECK(counts("f.yaml", text, "f.yaml", skip) == broken);
  }
  CHECK(counts("f.yaml", "timeout: 30s\nmemory: 1GiB\n", "f.yaml", skip) == "1 files, 0 broken, 0 skipped");
  CHECK(counts("f.yaml", "name: CI\non: push\njobs: {}\nconcurrency: one\n", "f.yaml", skip) == skipped);
  CHECK(counts("f.yaml", "name: q\ntimeout: 30s\none: 1\ntwo: 2\nthree: 3\n", "f.yaml", skip) == broken);
  CHECK(counts("f.yaml", "timeout: 30s\none: 1\ntwo: 2\nthree: 3\n", "f.yaml", skip) == skipped);
  CHECK(counts("d/workload.yaml", "apiVersion: v1\nname: q\n", "d", {}) == skipped);
}

TEST_CASE("what nobody named and nothing tells to be a manifest need not be readable") {
  for (const std::string text : {"{\n  // comment\n  \"compilerOptions\": {}\n}\n", "{\"a\": 1, \"a\": 2}",
                                 "<html>\n", "{\"a\": 1}\n{\"b\": 2}\n", "{\"mankind\": [}", "a: [\n",
                                 "{\"name\": \"x\", \"cpu\": 1,,}", "resources:\n  cpu: 1\n\tmemory: 2\n"}) {
    CAPTURE(text);
    const Run run =
        analyze(MemoryReader::of({{"d/f.json", text}, {"d/w.yaml", "name: w\ntimeout: 3s\n"}}), {"d"});
    CHECK(run.problems() == "");
    CHECK(run.counts() == "2 files, 0 broken, 1 skipped");
  }
  for (const std::string text :
       {"{\"apiVersion\": \"v1\", \"kind\": ]", "Resources: [\n", "AWSTemplateFormatVersion: '2010-09-09\n",
        "services:\n  a: [\n", "{\"containerDefinitions\": [}", "name: a\nmemory: [\n",
        "name: a\n\ttrigger: http\n\ttimeout: 30min\n",
        "{\"name\": \"a\", \"trigger\": \"http\", \"timeout\": 3,,}",
        "{\n  \"name\": \"a\",\n  \"gpu\": \"none\",\n  \"cpu\": 1,,\n}\n",
        "{{ if .Values.x }}\nkind: Pod\n{{ end }}\n"}) {
    CAPTURE(text);
    CHECK(analyze(MemoryReader::of({{"d/f.yaml", text}, {"d/w.yaml", "name: w\ntimeout: 3s\n"}}), {"d"})
              .counts() == "2 files, 1 broken, 0 skipped");
  }
  // Who names a file wants to hear of it.
  CHECK(analyze(MemoryReader::of({{"f.json", "<html>"}}), {"f.json"}).counts() ==
        "1 files, 1 broken, 0 skipped");
}

TEST_CASE("what is no text is skipped with a word by those who skip, where nothing in it tells a manifest") {
  AnalyzeOptions skip;
  skip.skip_foreign = skip.skip_unreadable = true;
  const std::string utf16("k\0i\0n\0d\0:\0 \0P\0o\0d\0", 18), utf32("\xFF\xFE\0\0k\0\0\0", 8);
  const MemoryReader files = MemoryReader::of({{"d/latin.yaml", "title: caf\xE9\n"},
                                               {"d/pod.yaml", "kind: Pod\nmetadata: {name: caf\xE9}\n"},
                                               {"d/utf-16.yaml", utf16},
                                               {"d/utf-32.yaml", utf32},
                                               {"d/workload.yaml", "caf\xE9"}});
  for (const std::vector<std::string>& paths :
       {std::vector<std::string>{"d/latin.yaml", "d/pod.yaml", "d/utf-16.yaml", "d/utf-32.yaml",
                                 "d/workload.yaml"},
        std::vector<std::string>{"d"}}) {
    const Run run = analyze(files, paths, skip);
    CHECK(run.counts() == "5 files, 4 broken, 1 skipped");
    CHECK_THAT(run.problems(), test::contains("d/latin.yaml is skipped: it cannot be read"));
  }
  CHECK(analyze(files, {"d"}).counts() == "5 files, 5 broken, 0 skipped");
  CHECK(analyze(files, {"d/latin.yaml"}).counts() == "1 files, 1 broken, 0 skipped");
}

TEST_CASE("a file called template is read where it is a manifest as it is") {
  const auto counts = [](const std::string& text) {
    const Run run =
        analyze(MemoryReader::of({{"d/f.template", text}, {"d/w.yaml", "name: w\ntimeout: 3s\n"}}), {"d"});
    return run.workloads() + ": " + run.counts();
  };
  CHECK(counts("Resources: {F: {Type: AWS::Lambda::Function, Properties: {Timeout: 3}}}\n") ==
        "F w: 2 files, 0 broken, 0 skipped");
  CHECK(counts("hello\n") == "w: 2 files, 0 broken, 1 skipped");
  CHECK(counts("{{ if .Values.x }}\nkind: Pod\n{{ end }}\n") == "w: 2 files, 0 broken, 1 skipped");
  CHECK(counts("Resources: [\n") == "w: 2 files, 1 broken, 0 skipped");
}

TEST_CASE("a file called workload is one, however it is broken") {
  CHECK(analyze(MemoryReader::of({{"d/workload.yaml", "a: [\n"}, {"d/w.yaml", "name: w\ntimeout: 3s\n"}}),
                {"d"})
            .counts() == "2 files, 1 broken, 0 skipped");
}

TEST_CASE("a key that stands twice hides no other error, and its workload is not judged") {
  const std::string text =
      "name: a\ntimeout: 3s\ntimeout: 4s\ntimout: 5s\nmemory: 1XB\nname: b\n---\nname: c\ntimeout: 3s\n";
  const Run run = analyze(MemoryReader::of({{"w.yaml", text}}), {"w.yaml"});
  CHECK(run.workloads() == "c");
  std::string codes;
  for (const Diagnostic& problem : run.report.diagnostics)
    codes += std::to_string(run.sources.position(problem.where).line) + " " + problem.code + "\n";
  CHECK(codes == "3 yaml.duplicate-key\n4 manifest.unknown-key\n5 manifest.value\n6 yaml.duplicate-key\n");
  // Other formats say no more of such a document than that.
  const Run other =
      analyze(MemoryReader::of({{"p.yaml", "apiVersion: v1\nkind: Pod\nkind: Job\n"}}), {"p.yaml"});
  CHECK(other.workloads() == "");
  CHECK(other.report.diagnostics.size() == 1);
}

TEST_CASE("what a directory holds besides is counted and named") {
  const Run run = analyze(MemoryReader::of({{"d/w.yaml", "name: w\ntimeout: 3s\n"},
                                            {"d/notes.txt", ""},
                                            {"d/.hidden/a.yaml", ""},
                                            {"d/.b.yaml", ""},
                                            {"d/sub/Makefile", ""}}),
                          {"d"});
  CHECK(run.report.ignored_files == 2);
  CHECK(run.report.hidden_paths == 2);
  std::string names;
  for (const Skipped& one : run.report.ignored) names += one.kind + " " + one.name + "\n";
  CHECK(names ==
        "hidden file d/.b.yaml\nhidden directory d/.hidden\nfile d/notes.txt\nfile d/sub/Makefile\n");
}

TEST_CASE("a list may name whatever was changed") {
  AnalyzeOptions listed;
  listed.skip_foreign = true;
  listed.named_paths = 0;
  const Run run = analyze(MemoryReader::of({{"README.md", "```yaml\nname: [\n```\n"},
                                            {"a.py", "x: [\n"},
                                            {"img.png", "\xff"},
                                            {"d/app.yaml.j2", "name: {{ x }}\n"},
                                            {"w.yaml", "name: w\ntimeout: 3s\n"}}),
                          {"README.md", "a.py", "img.png", "d/app.yaml.j2", "w.yaml"}, listed);
  CHECK(run.problems() == "");
  CHECK(run.workloads() == "w");
  CHECK(run.report.ignored_files == 4);
  CHECK(run.report.ignored.size() == 4);
}

TEST_CASE("templates of manifests are told from files of other kinds") {
  const Run run = analyze(MemoryReader::of({{"d/w.yaml", "name: w\ntimeout: 3s\n"},
                                            {"d/a.yaml.j2", ""},
                                            {"d/b.yml.erb", ""},
                                            {"d/c.JSON.tmpl", ""},
                                            {"d/e.yaml.bak", ""},
                                            {"d/f.html.j2", ""},
                                            {"d/_helpers.tpl", ""}}),
                          {"d"});
  CHECK(run.report.ignored_files == 6);
  std::string names;
  for (const Skipped& one : run.report.ignored) names += one.kind + " " + one.name + "\n";
  CHECK(names ==
        "file d/_helpers.tpl\ntemplate d/a.yaml.j2\ntemplate d/b.yml.erb\ntemplate d/c.JSON.tmpl\n"
        "file d/e.yaml.bak\nfile d/f.html.j2\n");
}

TEST_CASE("objects of one file are read one after the other") {
  const std::string pod =
      R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "N"}, "spec": {"containers": [{"name": "c"}]}})";
  std::string one = pod, other = pod;
  one.replace(one.find('N'), 1, "a");
  other.replace(other.find('N'), 1, "b");
  const Run both = analyze(MemoryReader::of({{"p.json", one + "\n" + other + "\n"}}), {"p.json"});
  CHECK(both.problems() == "");
  CHECK(both.workloads() == "a b");
  // What is broken does not take the rest with it.
  const Run first = analyze(MemoryReader::of({{"p.json", one + "\n{\"kind\": }"}}), {"p.json"});
  CHECK(first.workloads() == "a");
  CHECK(first.counts() == "1 files, 1 broken, 0 skipped");
  CHECK(analyze(MemoryReader::of({{"p.json", one + ", " + other}}), {"p.json"}).counts() ==
        "1 files, 1 broken, 0 skipped");
}

TEST_CASE("a template of several documents is one template") {
  const Run run = analyze(
      MemoryReader::of(
          {{"t.yaml", "{{ if .Values.a }}\nkind: Pod\n{{ end }}\n---\nkind: Pod\nname: {{ .Values.b }}\n"}}),
      {"t.yaml"});
  CHECK(run.report.diagnostics.size() == 1);
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

TEST_CASE("a named file that is another tool's is called that, and none of its keys a mistake") {
  const auto problems = [](const std::string& text) {
    return analyze(MemoryReader::of({{"f.yaml", text}}), {"f.yaml"}).problems();
  };
  const auto foreign = [](const std::string& top) {
    return "f.yaml:1:1 there is no workload in f.yaml: it is of no format that placer reads, with " + top +
           " at its top [input.no-workload]\n";
  };
  CHECK(problems("steps: [{name: a, args: [b]}]\ntimeout: 1200s\nimages: [x]\noptions: {}\nlogs: x\n") ==
        foreign("`steps`, `images`, `options`"));
  CHECK(problems("name: CI\non: push\njobs: {}\nconcurrency: one\n") == foreign("`on`, `jobs`"));
  CHECK(problems("service: a\nfunctions: {}\n") == foreign("`service`, `functions`"));
  CHECK(problems("- hosts: all\n  tasks: []\n") == foreign("a list"));
  CHECK(problems("schema_version: 1\nworkloads: []\n") ==
        "f.yaml:1:1 there is no workload in f.yaml: it is a placer report [input.no-workload]\n");
  // Of a stream, a known document without a workload tells what it is.
  CHECK(problems("apiVersion: v1\nkind: Namespace\n---\nsteps: []\n") ==
        "f.yaml:1:1 there is no workload in f.yaml [input.no-workload]\n");
  const Run run = analyze(MemoryReader::of({{"f.yaml", "steps: []\ntimeout: 3s\n"}}), {"f.yaml"});
  REQUIRE(run.report.diagnostics.size() == 1);
  CHECK_THAT(run.report.diagnostics.front().help, test::contains("read are placer's own workload.yaml; "));
  AnalyzeOptions native;
  native.from = "native";
  CHECK_THAT(
      analyze(MemoryReader::of({{"f.yaml", "steps: []\ntimeout: 3s\n"}}), {"f.yaml"}, native).problems(),
      test::contains("there is no key `steps`"));
}
