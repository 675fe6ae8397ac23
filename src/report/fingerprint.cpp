#include "report/fingerprint.hpp"

#include "base/sha256.hpp"
#include "report/annotation.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

std::string path_of(const Location& where, const SourceMap& sources) {
  return where ? normal_path(sources.file(where.file).path()) : std::string();
}

}  // namespace

std::string Fingerprints::of(const Report& report, const Annotation& annotation, const SourceMap& sources) {
  return numbered(fmt::format("{}\n{}\n{}\n{}", annotation.rule, annotation.offering,
                              report.workloads[annotation.workload].name,
                              path_of(place_in_file(report, annotation, sources), sources)));
}

std::string Fingerprints::of(const Diagnostic& diagnostic, const SourceMap& sources) {
  return numbered(
      fmt::format("{}\n{}\n{}", diagnostic.code, diagnostic.message, path_of(diagnostic.where, sources)));
}

std::string Fingerprints::numbered(const std::string& key) {
  const std::size_t number = ++seen_[key];
  return sha256(fmt::format("{}\n{}", key, number)).substr(0, 32);
}

}  // namespace placer::report
