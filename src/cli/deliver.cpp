// Where answers go: standard output, which main writes, or files.
#include "cli/options.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace placer::cli {
namespace {

constexpr std::size_t most_kept = 1 << 20;  // bytes for standard output, until it is drained

/// By what they are, not by name: a link to a file is that file.
bool is_same_file(const std::string& one, const std::string& other) {
  struct stat a {
  }, b{};
  return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && S_ISREG(a.st_mode) &&
         a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/// A file that takes an answer. Not through a temporary file: the target may be a pipe or a device. The close
/// is checked: a full disk shows there.
class OutputFile {
 public:
  OutputFile(const std::string& path, bool adds) : file_(std::fopen(path.c_str(), adds ? "ab" : "wb")) {
    if (file_ == nullptr) reason_ = errno;
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile() { close(); }

  void write(std::string_view text) {
    if (reason_ == 0 && std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
  }
  /// 0, or why not all was written, as of errno.
  int close() {
    if (file_ != nullptr && std::fclose(file_) != 0 && reason_ == 0) fail();
    file_ = nullptr;
    return reason_;
  }

 private:
  void fail() { reason_ = errno != 0 ? errno : EIO; }

  std::FILE* file_;
  int reason_ = 0;
};

/// Gives the answer to standard output.
template <class Answer>
void print(const Answer& answer, Environment& environment) {
  answer([&](std::string_view text) {
    environment.out += text;
    if (environment.out.size() > most_kept && environment.drain) environment.drain(environment);
  });
}

/// Gives an answer, a function that takes a sink, to where it goes. False after a message in `err`.
template <class Answer>
bool write(const Output& output, const std::vector<std::string>& inputs, Environment& environment,
           const Answer& answer) {
  if (output.path.empty() || output.path == "-") {
    print(answer, environment);
    return true;
  }
  for (const std::string& input : inputs)
    if (is_same_file(input, output.path)) {
      environment.err +=
          fmt::format("placer: cannot write {}: it is a file to read; choose another\n", output.path);
      return false;
    }
  OutputFile file(output.path, output.adds);
  answer([&](std::string_view text) { file.write(text); });
  const int reason = file.close();
  if (reason != 0)
    environment.err += fmt::format("placer: cannot write {}: {}\n", output.path, std::strerror(reason));
  return reason == 0;
}

}  // namespace

bool is_good(const Report& report) {
  return std::none_of(report.diagnostics.begin(), report.diagnostics.end(),
                      [](const Diagnostic& one) { return one.severity == Severity::error; });
}

bool deliver_report(const Report& report, const Session& session, Environment& environment) {
  const Options& options = session.options;
  print_diagnostics(report.diagnostics, session.sources, environment);
  if (report.dropped_diagnostics > 0)
    environment.err += fmt::format("placer: and {} more problems\n", report.dropped_diagnostics);
  bool good = is_good(report);
  for (const Output& output : options.outputs) {
    // A file is no terminal.
    const bool colour = options.colour.value_or(output.path.empty() && environment.colour_out);
    const report::TextOptions text{colour, environment.unicode, options.verbose, environment.width,
                                   !options.on.empty()};
    good = write(output, options.paths, environment,
                 [&](const report::Sink& sink) {
                   output.renderer->render(report, session.sources, text, sink);
                 }) &&
           good;
  }
  return good;
}

bool deliver_to(const std::string& path, const Options& options, const std::string& text,
                Environment& environment) {
  return write({nullptr, path}, options.paths, environment, [&](const report::Sink& sink) { sink(text); });
}

bool deliver(const Options& options, const std::string& text, Environment& environment) {
  return deliver_to(options.output, options, text, environment);
}

}  // namespace placer::cli
