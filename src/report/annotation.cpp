#include "report/annotation.hpp"

#include "base/path.hpp"

#include <fmt/core.h>

namespace placer::report {

std::string headline(const Report& report, const Annotation& annotation) {
  const std::string& name = report.workloads[annotation.workload].name;
  if (annotation.offering.empty()) return fmt::format("{}: {}", name, annotation.message);
  return fmt::format("{} on {}: {}", name, annotation.offering, annotation.message);
}

Location place_of(const Report& report, const Annotation& annotation) {
  return annotation.places.empty() ? report.workloads[annotation.workload].where : annotation.places.front();
}

Diagnostic as_diagnostic(const Report& report, const Annotation& annotation) {
  Diagnostic diagnostic;
  diagnostic.severity = annotation.severity;
  diagnostic.code = annotation.rule;
  diagnostic.message = headline(report, annotation);
  diagnostic.where = place_of(report, annotation);
  diagnostic.help = annotation.help;
  for (std::size_t i = 1; i < annotation.places.size(); ++i)
    diagnostic.related.push_back({annotation.places[i], "and this asks for it"});
  return diagnostic;
}

bool is_in_option(const Location& place, const SourceMap& sources) {
  return is_option(sources.file(place.file).path());
}

Location place_in_file(const Report& report, const Annotation& annotation, const SourceMap& sources) {
  for (const Location& place : annotation.places)
    if (!is_in_option(place, sources)) return place;
  return report.workloads[annotation.workload].where;
}

std::string normal_path(std::string_view path) {
  if (path == "<stdin>") return "stdin";
  return whole_path(std::string(path), {});
}

}  // namespace placer::report
