// Workflow commands: one line for each annotation and diagnostic, escaped as GitHub reads them.
#include "report/renderers.hpp"
#include "support/catch.hpp"

#include <string>

using namespace placer;

namespace {

/// One workload in a file, and one annotation at the given place.
std::string github(std::string path, std::string text, const Location& where, Severity severity,
                   std::string message, std::string help = {}) {
  SourceMap sources;
  sources.add(std::move(path), std::move(text));
  Report report;
  report.workloads.emplace_back().name = "w";
  report.annotations = {
      {severity, Outcome::fail, 0, "a.b", "p/o", std::move(message), std::move(help), {where}}};
  if (!where) report.annotations[0].places.clear();
  std::string out;
  report::render_github(report, sources, out);
  return out;
}

}  // namespace

TEST_CASE("an annotation as a workflow command") {
  CHECK(github("a.yaml", "x: 1\ny: 22\n", {0, 8, 2}, Severity::error, "too much") ==
        "::error file=a.yaml,line=2,col=4,endColumn=6,title=a.b::w on p/o: too much\n");
}

TEST_CASE("the severity chooses the workflow command") {
  CHECK(github("a", "x", {0, 0, 1}, Severity::warning, "m").starts_with("::warning "));
  CHECK(github("a", "x", {0, 0, 1}, Severity::note, "m").starts_with("::notice "));
}

TEST_CASE("percent signs and line ends are escaped, in properties colons and commas too") {
  CHECK(github("./b%,c:d.yaml", "x", {0, 0, 1}, Severity::error, "90%, 1:2\nnext\rlast", "do: this") ==
        "::error file=b%25%2Cc%3Ad.yaml,line=1,col=1,endColumn=2,title=a.b::"
        "w on p/o: 90%25, 1:2%0Anext%0Dlast%0Ahelp: do: this\n");
}

TEST_CASE("columns count characters and are left out on several lines") {
  CHECK(github("a", "\xc3\xa9\xc3\xa9: 1", {0, 6, 1}, Severity::error, "m") ==
        "::error file=a,line=1,col=5,endColumn=6,title=a.b::w on p/o: m\n");
  CHECK(github("a", "x: |\n a\n b\n", {0, 3, 6}, Severity::error, "m") ==
        "::error file=a,line=1,endLine=3,title=a.b::w on p/o: m\n");
}

TEST_CASE("an annotation without a place says none") {
  CHECK(github("a", "x", {}, Severity::note, "m") == "::notice title=a.b::w on p/o: m\n");
}

TEST_CASE("what the caller gave stands in no file of the repository") {
  SourceMap sources;
  const FileId manifest = sources.add("a.yaml", "name: w"), settings = sources.add("--set", "timeout: 20min");
  Report report;
  report.workloads.emplace_back().name = "w";
  report.workloads[0].where = {manifest, 6, 1};
  report.annotations = {{Severity::error, Outcome::fail, 0, "a.b", "p/o", "m", "", {{settings, 9, 5}}}};
  std::string out;
  report::render_github(report, sources, out);
  CHECK(out == "::error file=a.yaml,line=1,col=7,endColumn=8,title=a.b::w on p/o: m\n");
}

TEST_CASE("diagnostics are workflow commands too") {
  SourceMap sources;
  const FileId file = sources.add("a.yaml", "x: lots");
  Report report;
  report.diagnostics = {
      {Severity::error, "manifest.value", "expected a size", {file, 3, 4}, "write 1GiB", {}}};
  std::string out;
  report::render_github(report, sources, out);
  CHECK(out ==
        "::error file=a.yaml,line=1,col=4,endColumn=8,title=manifest.value::"
        "expected a size%0Ahelp: write 1GiB\n");
}
