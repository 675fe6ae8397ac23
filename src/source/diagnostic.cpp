// The sink: keeps diagnostics in the order of reporting, up to a cap, and sorts a copy on request.
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
  if (diagnostics_.size() >= cap_) {
    ++dropped_;
    // With as many errors as there is room, nothing can make way; looking would cost every further one a
    // pass.
    if (!is_error || errors_ > cap_) return;
    const auto other = std::find_if(diagnostics_.rbegin(), diagnostics_.rend(),
                                    [](const Diagnostic& kept) { return kept.severity != Severity::error; });
    diagnostics_.erase(std::next(other).base());
  }
  diagnostics_.push_back(std::move(diagnostic));
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
