// What the examples say of themselves holds, whatever the recorded outputs say: a file of examples/ci that
// calls itself good passes the gate, one that calls itself bad fails it.
#include "engine/gate.hpp"
#include "support/catch.hpp"

#include <placer/placer.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace placer;

namespace {

struct Labelled {
  std::string path;
  bool good;
};

std::vector<Labelled> labelled_files() {
  std::vector<Labelled> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(PLACER_SOURCE_DIR) + "/examples/ci")) {
    if (!entry.is_regular_file()) continue;
    std::string line;
    std::ifstream file(entry.path());
    std::getline(file, line);
    if (line.starts_with("# Good")) files.push_back({entry.path().string(), true});
    if (line.starts_with("# Bad")) files.push_back({entry.path().string(), false});
  }
  return files;
}

}  // namespace

TEST_CASE("examples that call themselves good pass the gate, bad ones do not") {
  const std::vector<Labelled> files = labelled_files();
  REQUIRE(files.size() >= 6);
  for (const Labelled& one : files) {
    INFO(one.path);
    DiskReader reader;
    SourceMap sources;
    DiagnosticSink sink;
    const auto placer = Placer::open(
        {"current", "", std::string(PLACER_SOURCE_DIR) + "/examples/ci/placer.yaml"}, reader, sources, sink);
    REQUIRE(placer);
    Report report = placer->analyze({one.path}, reader, sources);
    engine::judge_gate(report, {});
    CHECK(report.broken_files == 0);
    CHECK(report.gate->passed == one.good);
  }
}
