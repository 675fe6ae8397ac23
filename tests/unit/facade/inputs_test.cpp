// From paths to files: what a directory's manifests are, in which order, and what cannot be read.
#include "facade/inputs.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <vector>

using namespace placer;
using placer::test::MemoryReader;

namespace {

/// The inputs as "path", or "path?" where the caller did not name them, what was left out as "-kind:path",
/// and the problems behind them. The first `named` paths are named by somebody.
std::string expanded(MemoryReader reader, const std::vector<std::string>& paths,
                     const std::vector<std::string>& exclude = {}, std::size_t named = SIZE_MAX) {
  DiagnosticSink sink;
  std::vector<std::string> parts;
  Exclusions exclusions;
  exclusions.add(exclude, "");
  const Found found = expand(paths, named, exclusions, reader, sink);
  for (const Input& input : found.inputs) parts.push_back(input.path + (input.named ? "" : "?"));
  for (const Skipped& one : found.excluded) parts.push_back("-" + one.kind + ":" + one.name);
  for (const Diagnostic& problem : sink.sorted()) parts.push_back("[" + problem.message + "]");
  return join(parts, " ");
}

MemoryReader tree() {
  return MemoryReader::of({{"top/b.yaml", ""},
                           {"top/a.yml", ""},
                           {"top/c.json", ""},
                           {"top/readme.md", ""},
                           {"top/Makefile", ""},
                           {"top/.hidden.yaml", ""},
                           {"top/.git/config.yaml", ""},
                           {"top/b/inner.yaml", ""},
                           {"top/b/deeper/x.json", ""},
                           {"top/a/inner.yaml", ""},
                           {"top/yaml", ""},
                           {"other.yaml", ""}});
}

}  // namespace

TEST_CASE("a directory stands for its manifests in order and without hidden ones") {
  CHECK(expanded(tree(), {"top"}) ==
        "top/a/inner.yaml? top/a.yml? top/b/deeper/x.json? top/b/inner.yaml? top/b.yaml? top/c.json?");
  CHECK(expanded(tree(), {"top/"}) == expanded(tree(), {"top"}));
  CHECK(expanded(tree(), {"top/b"}) == "top/b/deeper/x.json? top/b/inner.yaml?");
}

TEST_CASE("a directory's files called template are looked into") {
  CHECK(expanded(MemoryReader::of({{"d/a.template", ""}, {"d/b.yaml.TEMPLATE", ""}, {"d/c.tmpl", ""}}),
                 {"d"}) == "d/a.template? d/b.yaml.TEMPLATE?");
}

TEST_CASE("files are taken as they are named and each once") {
  CHECK(expanded(tree(), {"other.yaml", "top/readme.md"}) == "other.yaml top/readme.md");
  CHECK(expanded(tree(), {"other.yaml", "other.yaml"}) == "other.yaml");
  CHECK(expanded(tree(), {"other.yaml", "./other.yaml", "top/../other.yaml"}) == "other.yaml");
  CHECK(expanded(tree(), {"top/b/inner.yaml", "top/b"}) == "top/b/inner.yaml top/b/deeper/x.json?");
  CHECK(expanded(tree(), {"b.yaml", "a.yaml"}) == "b.yaml a.yaml");
  CHECK(expanded(tree(), {}) == "");
}

TEST_CASE("of a list files are taken as of a directory") {
  const auto listed = [](const std::vector<std::string>& paths) { return expanded(tree(), paths, {}, 1); };
  CHECK(listed({"top/Makefile", "top/readme.md", "top/yaml", "other.yaml"}) == "top/Makefile other.yaml?");
  CHECK(listed({"other.yaml", "top/b", "top/c.json"}) ==
        "other.yaml top/b/deeper/x.json? top/b/inner.yaml? top/c.json?");
  // What is not there is not as somebody thinks, whatever its name.
  CHECK(listed({"other.yaml", "gone.yaml", "gone.md"}) == "other.yaml gone.yaml? gone.md?");
  CHECK(listed({"other.yaml", "-"}) == "other.yaml -?");
}

TEST_CASE("what is excluded is not read, and named") {
  CHECK(expanded(tree(), {"top"}, {"top/b"}) ==
        "top/a/inner.yaml? top/a.yml? top/b.yaml? top/c.json? -directory:top/b");
  CHECK(expanded(tree(), {"top"}, {"**/inner.yaml", "top/*.json", "**/*.md"}) ==
        "top/a.yml? top/b/deeper/x.json? top/b.yaml? -file:top/a/inner.yaml -file:top/b/inner.yaml "
        "-file:top/c.json");
  // Also where somebody named it: hooks name whatever was changed.
  CHECK(expanded(tree(), {"top/b/inner.yaml", "other.yaml"}, {"top/b"}) ==
        "other.yaml -file:top/b/inner.yaml");
  CHECK(expanded(tree(), {"top/b/", "other.yaml"}, {"top/b"}) == "other.yaml -directory:top/b/");
  CHECK(expanded(tree(), {"-"}, {"*"}) == "-");
}

TEST_CASE("a path that is not there is left to be read") {
  CHECK(expanded(tree(), {"missing.yaml"}) == "missing.yaml");
}

TEST_CASE("standard input is no directory even if there is one of that name") {
  MemoryReader reader = tree();
  reader.files["-/inner.yaml"] = "";
  CHECK(expanded(reader, {"-"}) == "-");
}

TEST_CASE("a directory that cannot be listed is an error and the others still count") {
  MemoryReader reader = tree();
  reader.unreadable.insert("top/b");
  CHECK(expanded(reader, {"top"}) ==
        "top/a/inner.yaml? top/a.yml? top/b.yaml? top/c.json? [cannot list top/b: Permission denied]");
}

TEST_CASE("directories are walked to a depth and no further") {
  std::string path = "d";
  for (int i = 0; i < 64; ++i) path += "/d";
  MemoryReader reader = MemoryReader::of({{path + "/last.yaml", ""}, {path + "/d/beyond.yaml", ""}});
  // What lies deeper is named, so that nobody thinks that it was read.
  CHECK(expanded(reader, {"d"}) ==
        path + "/last.yaml? [" + path + "/d lies too deep in directories to be read]");
}

TEST_CASE("files are read and decoded under their name") {
  MemoryReader reader = MemoryReader::of({{"a.yaml",
                                           "\xef\xbb\xbf"
                                           "a: 1\n"},
                                          {"-", "b: 2\n"},
                                          {"bad.yaml", "\xff"},
                                          {"closed.yaml", ""}});
  reader.unreadable.insert("closed.yaml");
  SourceMap sources;
  DiagnosticSink sink;
  FileId file = no_file;
  REQUIRE(read_input({"a.yaml", true}, reader, sources, sink, file));
  CHECK(sources.file(file).path() == "a.yaml");
  CHECK(sources.file(file).text() == "a: 1\n");
  REQUIRE(read_input({"-", true}, reader, sources, sink, file));
  CHECK(sources.file(file).path() == "<stdin>");
  CHECK(sources.file(file).text() == "b: 2\n");
  CHECK_FALSE(sink.has_errors());
  CHECK_FALSE(read_input({"bad.yaml", true}, reader, sources, sink, file));
  CHECK_FALSE(read_input({"closed.yaml", true}, reader, sources, sink, file));
  CHECK_FALSE(read_input({"missing.yaml", true}, reader, sources, sink, file));
  REQUIRE(sink.errors() == 3);
  CHECK(sink.in_order()[1].message == "cannot read closed.yaml: Permission denied");
  CHECK(sink.in_order()[2].message == "cannot read missing.yaml: No such file or directory");
}

TEST_CASE("a workload that does not say its name is called after its file") {
  struct Row {
    const char* path;
    const char* name;
  };
  const Row table[] = {
      {"checkout.yaml", "checkout"},     {"deploy/checkout.prod.yml", "checkout"},
      {"api/workload.yaml", "api"},      {"/srv/api/workload.yaml", "api"},
      {"workload.yaml", "workload"},     {"./workload.yaml", "workload"},
      {"../workload.yaml", "workload"},  {"/workload.yaml", "workload"},
      {"<stdin>", "workload"},           {".yaml", "workload"},
      {"api/Dockerfile", "api"},         {"Dockerfile", "workload"},
      {"a/worker.Dockerfile", "worker"}, {"a/Dockerfile.gpu", "gpu"},
  };
  for (const Row& row : table) {
    CAPTURE(row.path);
    CHECK(name_after(row.path) == row.name);
  }
}
