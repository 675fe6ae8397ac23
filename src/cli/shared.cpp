// What several commands do alike: open the rules, print diagnostics, deliver the result.
#include "base/text.hpp"
#include "cli/options.hpp"
#include "report/renderers.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace placer::cli {

namespace {

void print(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, Environment& environment) {
  const DiagnosticStyle style{environment.colour_err, environment.unicode, environment.width};
  for (const Diagnostic& diagnostic : diagnostics) environment.err += render(diagnostic, sources, style);
}

/// The rule set that the options ask for; nullopt after a message in `err`.
std::optional<Placer> open_rules(const Options& options, SourceMap& sources, Environment& environment) {
  if (options.rules_directory.empty()) {
    if (std::optional<Placer> placer = Placer::builtin(options.rule_set)) return placer;
    const auto names = rules::builtin_names();
    const auto near = closest(options.rule_set, names);
    environment.err += fmt::format(
        "placer: there is no rule set '{}'; {}\n", options.rule_set,
        near ? fmt::format("did you mean {}?", *near) : fmt::format("there are {}", join(names, ", ")));
    return std::nullopt;
  }
  DiagnosticSink sink;
  std::optional<Placer> placer =
      Placer::load(options.rules_directory, options.rule_set, environment.reader, sources, sink);
  print(sink.sorted(), sources, environment);
  if (!placer)
    environment.err += fmt::format("placer: the rules in {} cannot be used\n", options.rules_directory);
  return placer;
}

/// By what they are, not by name: a link to a file is that file.
bool is_same_file(const std::string& one, const std::string& other) {
  struct stat a {
  }, b{};
  return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && S_ISREG(a.st_mode) &&
         a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

std::optional<Session> begin(const OptionSet& set, const std::vector<std::string>& arguments,
                             Environment& environment, int& exit) {
  exit = exit_ok;
  std::optional<Options> options = parse(set, arguments, environment, exit);
  if (!options) return std::nullopt;
  SourceMap sources;
  std::optional<Placer> placer = open_rules(*options, sources, environment);
  if (!placer) {
    exit = exit_failed;
    return std::nullopt;
  }
  return Session{std::move(*options), std::move(sources), std::move(*placer)};
}

report::TextOptions text_options(const Options& options, const Environment& environment) {
  return {environment.colour_out, environment.unicode, options.verbose, environment.width};
}

bool deliver_report(const Report& report, TextRenderer as_text, const Session& session,
                    Environment& environment) {
  std::string text;
  switch (session.options.format) {
    case Format::json: report::render_json(report, session.sources, text); break;
    case Format::yaml: report::render_yaml(report, session.sources, text); break;
    case Format::text:
      as_text(report, session.sources, text_options(session.options, environment), text);
      break;
  }
  print(report.diagnostics, session.sources, environment);
  if (report.dropped_diagnostics > 0)
    environment.err += fmt::format("placer: and {} more problems\n", report.dropped_diagnostics);
  const bool delivered = deliver(session.options, text, environment);
  return delivered && std::none_of(report.diagnostics.begin(), report.diagnostics.end(),
                                   [](const Diagnostic& one) { return one.severity == Severity::error; });
}

bool deliver(const Options& options, const std::string& text, Environment& environment) {
  if (options.output.empty() || options.output == "-") {
    environment.out += text;
    return true;
  }
  // Not written through a temporary file: the target may be a pipe or a device. The close is checked: a full
  // disk shows there.
  for (const std::string& path : options.paths)
    if (is_same_file(path, options.output)) {
      environment.err +=
          fmt::format("placer: cannot write {}: it is a file to read; choose another\n", options.output);
      return false;
    }
  errno = 0;
  std::FILE* file = std::fopen(options.output.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const int reason = errno;
  if (file != nullptr) written = std::fclose(file) == 0 && written;
  if (!written)
    environment.err += fmt::format("placer: cannot write {}: {}\n", options.output,
                                   std::strerror(reason != 0 ? reason : errno));
  return written;
}

}  // namespace placer::cli
