// What tells findings apart over many runs, for services that say which of them are new.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <cstddef>
#include <map>
#include <string>

namespace placer::report {

/// Fingerprints of one report. They depend on what a finding is about, not on where it stands, so that moved
/// lines keep them; what is alike in all of that is numbered.
class Fingerprints {
 public:
  /// Of a rule, an offering, a workload's name and its file.
  std::string of(const Report& report, const Annotation& annotation, const SourceMap& sources);
  /// Of a problem of the input: its code, its message and its file.
  std::string of(const Diagnostic& diagnostic, const SourceMap& sources);

 private:
  std::string numbered(const std::string& key);

  std::map<std::string, std::size_t> seen_;
};

}  // namespace placer::report
