// One file, several workloads: lists and documents, what may stand beside them, and which importer reads
// what.
#include "doc/read.hpp"
#include "importers/native.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/importers/importing.hpp"

using namespace placer;
using placer::test::import;
using placer::test::Imported;

namespace {

std::string match(const std::string& text) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("w.yaml", text);
  std::string result = "no document";
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    const importers::Match found = importers::native().probe(document.root(), test::builtin("current"));
    result = found == importers::Match::certain       ? "certain"
             : found == importers::Match::possible    ? "possible"
             : found == importers::Match::conceivable ? "conceivable"
                                                      : "none";
  });
  return result;
}

}  // namespace

TEST_CASE("a workload takes over what it merges") {
  const Imported imported = import(
      "workloads:\n"
      "  - &base {name: one, timeout: 30s, gpu: {count: 1, type: l4}}\n"
      "  - {<<: *base, name: two, timeout: 60s}\n");
  CHECK(imported.problems() == "");
  CHECK(imported.names() == "one two");
  CHECK(imported.workloads[1].facts.size() == 3);
}

TEST_CASE("a file may hold one workload or several documents or a list") {
  CHECK(import("name: a\n").names() == "a");
  CHECK(import("name: a\n---\nname: b\ntimeout: 3s\n---\nname: c\n").names() == "a b c");
  CHECK(import("workloads:\n  - name: a\n  - {name: b, timeout: 3s}\n").names() == "a b");
  CHECK(import("version: 1\nworkloads: [{name: a}]\n---\nname: b\nversion: \"1\"\ngpu: none\n").names() ==
        "a b");
  CHECK(import("{\"name\": \"a\", \"timeout\": \"30s\"}").names() == "a");
  CHECK(import("workloads: []\n").names() == "");
  CHECK(import("# nothing\n").names() == "");
}

TEST_CASE("names are trimmed and may be any text") {
  CHECK(import("name: \"  a b  \"\n").names() == "a b");
  CHECK(import("name: 42\n").names() == "42");
  CHECK(import("name: true\n").names() == "true");
}

TEST_CASE("a broken workload does not lose its neighbours") {
  const Imported documents = import("name: a\n---\nname: b\ntimeout: soon\n---\nname: c\n");
  CHECK(documents.names() == "a c");
  CHECK_THAT(documents.problems(), test::contains("soon | "));
  const Imported list =
      import("workloads:\n  - name: a\n  - {name: b, memry: 1GiB}\n  - text\n  - {name: c}\n");
  CHECK(list.names() == "a c");
  CHECK(list.sink.errors() == 2);
  CHECK_THAT(list.problems(), test::contains("text | a workload is a mapping, not a value"));
  const Imported broken = import("name: a\n---\nname: [\n---\nname: c\n");
  CHECK(broken.names() == "a c");
  CHECK(broken.sink.errors() == 1);
}

TEST_CASE("nothing but a version stands beside a list of workloads") {
  const Imported imported = import("timeout: 30s\nworkloads: [{name: a}]\n");
  CHECK(imported.problems() ==
        "timeout | `timeout` cannot stand beside `workloads` | give it to each workload of the list\n");
  CHECK(imported.names() == "a");
  CHECK_THAT(import("workloads: {name: a}\nname: b\n").problems(),
             test::contains("`workloads` is a list, not a mapping"));
}

TEST_CASE("the native manifest is known by its keys") {
  struct Row {
    const char* text;
    const char* match;
  };
  static constexpr Row table[] = {
      {"name: a\ntimeout: 3s\n", "certain"},
      {"name: a\ngpu: none\n", "certain"},
      {"name: a\ndependency_size: 3MiB\n", "certain"},
      {"name: a\n", "possible"},
      {"name: a\ntimeot: 3s\n", "possible"},
      {"timeout: 3s\n", "possible"},
      {"name: a\nmemory: 1\n", "possible"},
      {"name: a\npackage: colourful\n", "possible"},
      {"name: a\nmemory: 1\ntimeout: 3\n", "certain"},
      {"name: a\ntimeout: 3s\nmemroy: 1GiB\n", "certain"},
      {"name: a\ntimeout: 3s\nowner: me\n", "possible"},
      {"name: a\ntimeout: 3s\nmemory: 1GiB\ngpu: none\ntrigger: http\nowner: me\n", "certain"},
      {"name: a\ntimeout: 3s\nowner: me\nteam: us\n", "possible"},
      {"name: a\ntimeout: 3s\ntype: job\n", "possible"},
      {"name: a\ntype: job\nmemory: 1GiB\ntimeout: 3s\nimage: b\n", "possible"},
      {"name: a\nmemory: [1GiB]\n", "possible"},
      {"name: a\ncolour: red\n", "conceivable"},
      // Of other tools: conda, Copilot, dstack; and what says much else beside one word that placer has too.
      {"name: a\nchannels: [forge]\ndependencies: [python=3.11, pip]\n", "conceivable"},
      {"name: a\ntype: Backend Service\nimage: {build: b}\nhttp: {path: /}\ncpu: 256\n", "conceivable"},
      {"name: a\ntype: service\nimage: b\nport: 8000\nresources: {gpu: 24GB}\n", "conceivable"},
      {"name: a\ntimeout: 3s\nowner: me\nteam: us\nruns: x\nusing: y\n", "conceivable"},
      {"timeout: 3s\nowner: me\nteam: us\n", "conceivable"},
      {"name: a\nversion: 1.0.0\ncolour: red\n", "none"},
      {"version: 1\nname: a\ncolour: red\n", "possible"},
      {"memry: 1GiB\n", "none"},
      {"schema_version: 1\nworkloads: [{name: a, timeout: 3s}]\n", "none"},
      {"workloads: [{name: a}]\n", "possible"},
      {"workloads: [{name: a}, {name: b, timeout: 3s}]\n", "certain"},
      {"workloads: [{name: a, timeout: 3s}]\nteam: us\n", "possible"},
      {"workloads: [{id: a}]\n", "none"},
      {"workloads: 3\n", "possible"},
      {"apiVersion: v1\nkind: Pod\nname: a\nmemory: 1GiB\n", "none"},
      {"kind: Pod\nname: a\nmemory: 1GiB\n", "none"},
      {"Resources: {}\n", "none"},
      {"services: {a: {}}\nname: a\n", "none"},
      {"containerDefinitions: []\nmemory: 512\n", "none"},
      {"[a, b]\n", "none"},
      {"text\n", "none"},
      {"{}\n", "none"},
  };
  for (const Row& row : table) {
    CAPTURE(row.text);
    CHECK(match(row.text) == row.match);
  }
}

TEST_CASE("two workloads of a list with the same name are pointed out") {
  const Imported imported = import("workloads:\n  - name: a\n  - name: b\n  - name: a\n");
  CHECK(imported.names() == "a b a");
  CHECK(imported.problems() == "a | two workloads of this list are called `a` | give each its own name\n");
  CHECK_FALSE(imported.sink.has_errors());
}

TEST_CASE("an importer is chosen by name or by content") {
  SourceMap sources;
  DiagnosticSink sink;
  const rules::RuleSet& rules = test::builtin("current");
  const FileId file = sources.add("w.yaml", "name: a\ntimeot: 3s\n");
  std::size_t documents = 0;
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    ++documents;
    CHECK(importers::choose(document.root(), rules, "", importers::Match::possible) == &importers::native());
    CHECK(importers::choose(document.root(), rules, "", importers::Match::certain) ==
          nullptr);  // found in a directory: it must be certain
    CHECK(importers::choose(document.root(), rules, "native", importers::Match::certain) ==
          &importers::native());
    CHECK(importers::choose(document.root(), rules, "nativ", importers::Match::possible) == nullptr);
  });
  CHECK(documents == 1);
  for (const importers::Importer* importer : importers::all()) {
    CHECK_FALSE(importer->id().empty());
    CHECK_FALSE(importer->summary().empty());
  }
}

TEST_CASE("a workload inside another document is read under a given name") {
  SourceMap sources;
  DiagnosticSink sink;
  std::vector<Workload> workloads;
  importers::ImportContext context{test::builtin("current"), sink, workloads};
  const FileId file =
      sources.add("w.yaml", "good: {timeout: 3s}\nnamed: {name: own}\nbad: {timeot: 3s}\nempty: {}\n");
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    for (const auto [key, value] : doc::entries(document.root()))
      importers::read_workload(value, "given", context);
  });
  REQUIRE(workloads.size() == 3);
  CHECK(workloads[0].name == "given");
  CHECK(workloads[0].facts.size() == 1);
  CHECK(workloads[1].name == "own");
  CHECK(workloads[2].facts.empty());
  CHECK(sink.errors() == 1);
}
