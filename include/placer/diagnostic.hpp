// Diagnostics: what is wrong with an input, where, and what to write instead. Stages report into a sink and
// go on, so that one run shows all problems.
#pragma once

#include <placer/source.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

enum class Severity : std::uint8_t { error, warning, note };
/// "error", "warning" or "note".
std::string_view to_string(Severity severity);

/// A further place that explains a diagnostic: "first set here".
struct Related {
  Location where;
  std::string message;
};

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;     ///< stable and short: "yaml.duplicate-key", "manifest.unknown-key", "rules.unit"
  std::string message;  ///< what is wrong and what was expected, one line
  Location where;       ///< the guilty text
  std::string help;     ///< what to write or do; may be empty
  std::vector<Related> related;
};

/// Collects diagnostics. Keeps at most `per_file` of each file and `cap` in all, and counts the rest, so that
/// one file never hides what is wrong with the others: past `cap`, the first error of a file is still kept.
/// Where there is no room, an error takes the place of the latest one that is none, so that a flood of
/// warnings never hides why a run failed.
class DiagnosticSink {
 public:
  explicit DiagnosticSink(std::size_t cap = 1000, std::size_t per_file = 100)
      : cap_(cap), per_file_(per_file) {}

  /// Takes a diagnostic in.
  void report(Diagnostic diagnostic);
  /// Short forms for the common case.
  void error(std::string code, std::string message, Location where, std::string help = {});
  void warning(std::string code, std::string message, Location where, std::string help = {});

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }    ///< all that were reported, kept or not
  std::size_t dropped() const { return dropped_; }  ///< how many were over the caps
  /// In order of file, offset, severity and code; the order of reporting breaks ties.
  std::vector<Diagnostic> sorted() const;
  /// In the order of reporting.
  const std::vector<Diagnostic>& in_order() const { return diagnostics_; }

 private:
  /// How many are kept; errors and all others apart, since only the others make way.
  struct Kept {
    std::size_t errors = 0, others = 0;
    std::size_t all() const { return errors + others; }
  };
  bool make_way(FileId file, bool file_is_full);

  std::vector<Diagnostic> diagnostics_;
  std::map<FileId, Kept> files_;
  Kept kept_;
  std::size_t cap_, per_file_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

/// How to print: escapes for colour, characters beyond ASCII or "?" and "..." for them, and the width at
/// which source lines are cut.
struct DiagnosticStyle {
  bool colour = false;
  bool unicode = true;
  std::size_t width = 100;
};

/// `path:line:col: error: message [code]`, the source line, a caret under the exact text, related places, a
/// help line. Tabs are widened, long lines are cut around the caret, and characters that a terminal would
/// obey are replaced. Ends with a line end.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources, const DiagnosticStyle& style = {});

}  // namespace placer
