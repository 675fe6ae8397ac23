// What several commands do alike: open the rules, print diagnostics, deliver the result.
#include "base/text.hpp"
#include "cli/options.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace placer::cli {

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

void print(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, Environment& environment,
           std::size_t dropped) {
  const DiagnosticStyle style{environment.colour_err, environment.unicode, environment.width};
  for (const Diagnostic& diagnostic : diagnostics) environment.err += render(diagnostic, sources, style);
  if (dropped > 0) environment.err += fmt::format("placer: and {} more problems\n", dropped);
}

bool deliver(const Options& options, const std::string& text, Environment& environment) {
  if (options.output.empty() || options.output == "-") {
    environment.out += text;
    return true;
  }
  // Not written through a temporary file: the target may be a pipe or a device. The close is checked: a full
  // disk shows there.
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
