// Workflow commands: `::error file=,line=,col=,endColumn=,title=::message`. Columns are only said on ranges
// of one line; GitHub drops the others. What a rule says alike of several workloads at one place is one
// annotation. Of each kind as many are given as GitHub shows; the others are lines of the log that fold.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "report/annotation.hpp"
#include "report/renderers.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

/// "GitHub Actions are limited to 10 warning annotations and 10 error annotations per step"
/// (https://docs.github.com/en/rest/checks/runs); it treats notices alike.
constexpr std::size_t most_of_a_kind = 10;

struct Problem {
  Severity severity;
  Location where;
  std::string_view title;
  std::vector<std::string> messages;
  std::string_view help;
};

/// A percent sign and line ends would end a command or be read as an escape; in a property a colon and a
/// comma would too. The message stands in the log as well.
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
  return for_people(result);
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

/// All problems, those of the input first; what is said alike at one place stands together.
std::vector<Problem> collect(const Report& report, const SourceMap& sources) {
  std::vector<Problem> problems;
  for (const Diagnostic& one : report.diagnostics)
    problems.push_back({one.severity, one.where, one.code, {one.message}, one.help});
  using Key = std::tuple<Severity, FileId, std::uint32_t, std::uint32_t, std::string_view, std::string_view>;
  std::map<Key, std::size_t> first;
  for (const Annotation& one : report.annotations) {
    const Location where = place_in_file(report, one, sources);
    const auto [entry, is_new] = first.try_emplace(
        {one.severity, where.file, where.offset, where.length, one.rule, one.help}, problems.size());
    if (is_new) problems.push_back({one.severity, where, one.rule, {}, one.help});
    problems[entry->second].messages.push_back(headline(report, one));
  }
  return problems;
}

void write(const Problem& one, const SourceMap& sources, std::string& out) {
  const std::size_t shown = std::min(one.messages.size(), most_of_a_kind);
  std::string message = join(std::span(one.messages).first(shown), "\n");
  if (shown < one.messages.size()) message += fmt::format("\nand {} more", one.messages.size() - shown);
  if (!one.help.empty()) message += fmt::format("\nhelp: {}", one.help);
  out += fmt::format("::{} {}title={}::{}\n", command(one.severity), range(one.where, sources),
                     escaped(one.title, true), escaped(message, false));
}

/// As lines of the log, which are no commands whatever a manifest says.
void write_plainly(const Problem& one, const SourceMap& sources, std::string& out) {
  const auto line = [&](std::string_view text) { out += for_people(on_one_line(text)) + '\n'; };
  const std::string place = sources.describe(one.where) + (one.where ? ": " : "");
  for (const std::string& message : one.messages)
    line(fmt::format("{}{}: {} [{}]", place, to_string(one.severity), message, one.title));
  if (!one.help.empty()) line(fmt::format("help: {}", one.help));
}

/// "3 errors and 1 warning more"; the kinds in the order of their weight.
std::string more_of(const std::array<std::size_t, 3>& left) {
  std::vector<std::string> parts;
  for (const Severity kind : {Severity::error, Severity::warning, Severity::note})
    if (const std::size_t number = left[static_cast<std::size_t>(kind)]; number > 0)
      parts.push_back(counted(number, command(kind)));
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) text += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text + " more";
}

}  // namespace

void render_github(const Report& report, const SourceMap& sources, std::string& out) {
  const std::vector<Problem> problems = collect(report, sources);
  std::array<std::size_t, 3> all{}, shown{}, left{};
  for (const Problem& one : problems) ++all[static_cast<std::size_t>(one.severity)];
  const bool over = *std::max_element(all.begin(), all.end()) > most_of_a_kind;
  std::string log;
  for (const Problem& one : problems) {
    const auto kind = static_cast<std::size_t>(one.severity);
    // The line that says what is left out is a notice too.
    const std::size_t most = most_of_a_kind - (over && one.severity == Severity::note ? 1U : 0U);
    if (shown[kind] < most) {
      ++shown[kind];
      write(one, sources, out);
    } else {
      ++left[kind];
      write_plainly(one, sources, log);
    }
  }
  if (!over) return;
  out +=
      fmt::format("::notice title=placer::{} than GitHub shows of one step; the log of the step has them\n",
                  more_of(left));
  out += fmt::format("::group::placer: {}\n{}::endgroup::\n", more_of(left), log);
}

}  // namespace placer::report
