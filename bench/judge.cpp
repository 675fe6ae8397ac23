// Measures judging alone: reads a stream of native manifests, then filters, sizes, scores and ranks each over
// all offerings, and says the processor time for one workload: the least of several rounds.
#include "engine/judge.hpp"

#include "doc/read.hpp"
#include "importers/native.hpp"

#include <placer/file_reader.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace placer;

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::vector<Workload> read(const rules::RuleSet& rules, const char* path, SourceMap& sources) {
  DiskReader reader;
  DiagnosticSink sink;
  std::string text, error;
  std::vector<Workload> workloads;
  if (reader.read(path, text, error) != FileReader::Status::ok) return workloads;
  importers::ImportContext context{rules, sink, workloads};
  const FileId file = sources.add(path, std::move(text));
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    importers::read_workload(document.root(), {}, context);
  });
  return workloads;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  if (argc < 2 || rounds < 1) {
    std::fputs("usage: placer_bench_judge FILE [ROUNDS]\n", stderr);
    return 2;
  }
  const rules::RuleSet rules(rules::builtin_block("current"));
  SourceMap sources;
  const std::vector<Workload> workloads = read(rules, argv[1], sources);
  if (workloads.empty()) return 2;
  double best = 1e9;
  std::size_t placed = 0;
  for (int round = 0; round < rounds; ++round) {
    const double begin = processor_seconds();
    placed = 0;
    for (const Workload& workload : workloads) {
      engine::Situation situation(rules, workload, false);
      placed += engine::place_all(rules, workload, {}, situation).size();
    }
    best = std::min(best, processor_seconds() - begin);
  }
  const auto count = static_cast<double>(workloads.size());
  std::printf("judge %zu workloads, %.1f offerings each: %.1f us each\n", workloads.size(),
              static_cast<double>(placed) / count, 1e6 * best / count);
}
