// Workflow commands: `::error file=,line=,col=,endColumn=,title=::message`. Columns are only said on ranges
// of one line; GitHub drops the others.
#include "report/annotation.hpp"
#include "report/renderers.hpp"

#include <fmt/core.h>

namespace placer::report {
namespace {

/// A percent sign and line ends would end a command or be read as an escape; in a property a colon and a
/// comma would too.
std::string escaped(std::string_view text, bool property) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '%': result += "%25"; break;
      case '\r': result += "%0D"; break;
      case '\n': result += "%0A"; break;
      case ':': result += property ? "%3A" : ":"; break;
      case ',': result += property ? "%2C" : ","; break;
      default: result += c;
    }
  }
  return result;
}

std::string_view command(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "notice";
  }
  return "";
}

std::string range(const Location& where, const SourceMap& sources) {
  if (!where) return {};
  const SourceFile& file = sources.file(where.file);
  const Position begin = file.position(where.offset);
  const Position end = file.position(where.offset + where.length);
  std::string text = fmt::format("file={},line={}", escaped(normal_path(file.path()), true), begin.line);
  if (begin.line != end.line)
    text += fmt::format(",endLine={}", end.line);
  else
    text += fmt::format(",col={},endColumn={}", begin.column, end.column);
  return text + ",";
}

void write(Severity severity, const Location& where, std::string_view title, std::string message,
           std::string_view help, const SourceMap& sources, std::string& out) {
  if (!help.empty()) message += fmt::format("\nhelp: {}", help);
  out += fmt::format("::{} {}title={}::{}\n", command(severity), range(where, sources), escaped(title, true),
                     escaped(message, false));
}

}  // namespace

void render_github(const Report& report, const SourceMap& sources, std::string& out) {
  for (const Diagnostic& one : report.diagnostics)
    write(one.severity, one.where, one.code, one.message, one.help, sources, out);
  for (const Annotation& one : report.annotations)
    write(one.severity, place_in_file(report, one, sources), one.rule, headline(report, one), one.help,
          sources, out);
}

}  // namespace placer::report
