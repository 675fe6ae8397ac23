// Judges the manifests that the command line names, and prints where each workload should run, and why.
#include <placer/placer.hpp>

#include <iostream>

int main(int argc, char** argv) {
  placer::DiskReader reader;  // how files are read: one of your own may have them from anywhere
  placer::SourceMap sources;  // their texts, which the report refers to
  const auto placer = placer::Placer::builtin("current");
  if (!placer) return 2;
  const placer::Report report = placer->analyze({argv + 1, argv + argc}, reader, sources);
  for (const placer::Diagnostic& problem : report.diagnostics) std::cerr << render(problem, sources);
  for (const placer::WorkloadReport& workload : report.workloads) {
    std::cout << workload.name << ": " << workload.recommendation.id() << '\n';
    for (const std::string& reason : workload.recommendation.reasons) std::cout << "  " << reason << '\n';
  }
  return report.workloads.empty() ? 2 : 0;
}
