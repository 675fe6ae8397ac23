// Whole runs of the library over files in memory, and what came of them as short texts.
#pragma once

#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <placer/placer.hpp>

#include <string>
#include <utility>
#include <vector>

namespace placer::test {

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

inline const Placer& current() {
  static const Placer placer = *Placer::builtin("current");
  return placer;
}

inline Run analyze(MemoryReader reader, const std::vector<std::string>& paths,
                   const AnalyzeOptions& options = {}, const std::string& project = {}) {
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

}  // namespace placer::test
