// The cases of rules/tests, run against the rule sets that are compiled in, and whether they are all there.
#include "base/text.hpp"
#include "doc/read.hpp"
#include "facade/rule_tests.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <algorithm>

using namespace placer;

namespace {

const std::string directory = std::string(PLACER_SOURCE_DIR) + "/rules/tests";

}  // namespace

TEST_CASE("all shipped cases hold and every requirement has one") {
  DiskReader reader;
  SourceMap sources;
  DiagnosticSink sink;
  const auto find = [](std::string_view name) -> const rules::RuleSet* {
    const auto names = rules::builtin_names();
    return std::find(names.begin(), names.end(), name) == names.end() ? nullptr : &test::builtin(name);
  };
  const RuleTestResult result = run_rule_tests({directory}, find, reader, sources, sink);
  std::string failures;
  for (const Diagnostic& failure : result.failures) failures += render(failure, sources);
  for (const Diagnostic& error : sink.sorted()) failures += render(error, sources);
  INFO(failures);
  CHECK(result.failures.empty());
  CHECK_FALSE(sink.has_errors());
  CHECK(join(result.untested, "\n").empty());
  CHECK(result.cases > 150);
}

TEST_CASE("the cases of each platform begin with the empty workload") {
  const rules::RuleSet& rules = test::builtin("current");
  DiskReader reader;
  for (const rules::Platform& platform : rules.rows<rules::Platform>()) {
    const std::string path = directory + "/" + std::string(rules.text(platform.id)) + ".yaml";
    CAPTURE(path);
    std::string bytes, error;
    REQUIRE(reader.read(path, bytes, error) == FileReader::Status::ok);
    SourceMap sources;
    DiagnosticSink sink;
    const FileId file = sources.add(path, bytes);
    doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
      const doc::View first = document.root()["tests"].first();
      CHECK(first["workload"].is_mapping());
      CHECK(first["workload"].size() == 0);
    });
    CHECK_FALSE(sink.has_errors());
  }
}
