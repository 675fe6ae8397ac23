// The sink: keeps diagnostics in the order of reporting, up to its caps, and sorts a copy on request.
#include <placer/diagnostic.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace placer {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return {};
}

void DiagnosticSink::report(Diagnostic diagnostic) {
  const bool is_error = diagnostic.severity == Severity::error;
  if (is_error) ++errors_;
  const FileId file = diagnostic.where.file;
  Kept& of_file = files_[file];
  // What has no place may be about any number of files: those that are missing.
  const bool file_is_full = file != no_file && of_file.all() >= per_file_;
  if (file_is_full || kept_.all() >= cap_) {
    const bool first_of_file = file != no_file && of_file.errors == 0 && !file_is_full;
    if (!is_error || !(make_way(file, file_is_full) || first_of_file)) {
      ++dropped_;
      return;
    }
  }
  ++(is_error ? of_file.errors : of_file.others);
  ++(is_error ? kept_.errors : kept_.others);
  diagnostics_.push_back(std::move(diagnostic));
}

/// Drops the latest diagnostic that is no error: of the file where that one is full, else of any. Whether
/// there is one is counted, since looking would cost every further error a pass.
bool DiagnosticSink::make_way(FileId file, bool file_is_full) {
  if ((file_is_full ? files_[file] : kept_).others == 0) return false;
  const auto other = std::find_if(diagnostics_.rbegin(), diagnostics_.rend(), [&](const Diagnostic& kept) {
    return kept.severity != Severity::error && (!file_is_full || kept.where.file == file);
  });
  --files_[other->where.file].others;
  --kept_.others;
  diagnostics_.erase(std::next(other).base());
  ++dropped_;
  return true;
}

void DiagnosticSink::error(std::string code, std::string message, Location where, std::string help) {
  report({Severity::error, std::move(code), std::move(message), where, std::move(help), {}});
}

void DiagnosticSink::warning(std::string code, std::string message, Location where, std::string help) {
  report({Severity::warning, std::move(code), std::move(message), where, std::move(help), {}});
}

std::vector<Diagnostic> DiagnosticSink::sorted() const {
  const auto order = [](const Diagnostic& d) {
    return std::tuple<FileId, std::uint32_t, Severity, std::string_view>(d.where.file, d.where.offset,
                                                                         d.severity, d.code);
  };
  std::vector<Diagnostic> sorted = diagnostics_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
  return sorted;
}

}  // namespace placer
