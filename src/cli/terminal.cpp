#include "cli/terminal.hpp"

#include "base/log_commands.hpp"
#include "base/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace placer::cli {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool is_terminal(int stream) { return isatty(stream) == 1 && variable("TERM") != "dumb"; }

bool takes_colours(int stream) { return is_terminal(stream) && variable("NO_COLOR").empty(); }

/// As the C library would decide, without loading a locale. No locale at all counts as UTF-8: so are files
/// and CI logs today.
bool is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = to_lower(variable(name));
    if (value.empty()) continue;
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return true;
}

/// Writes all of it; 0, or the reason why not.
int write_all(int stream, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(stream, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count < 0 ? errno : EIO;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

void look_at_terminal(Environment& environment) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is then an error of the write
  environment.colour_out = takes_colours(STDOUT_FILENO);
  environment.colour_err = takes_colours(STDERR_FILENO);
  environment.unicode = is_utf8();
  std::array<char, PATH_MAX> directory{};
  if (getcwd(directory.data(), directory.size()) != nullptr) environment.directory = directory.data();
  environment.terminal = isatty(STDOUT_FILENO) == 1;
  winsize size{};
  if (environment.terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    environment.width = std::clamp<std::size_t>(size.ws_col, 40, 140);
}

ProgressBar bar_of_terminal(const Environment& environment) {
  constexpr std::size_t narrow = 80;  // columns, where standard output is no terminal that has told its own
  if (!is_terminal(STDERR_FILENO)) return {{}, 0, false};
  return {[](std::string_view text) { write_all(STDERR_FILENO, text); },
          environment.terminal ? environment.width : narrow, environment.unicode};
}

void drain_out(Environment& environment) {
  if (environment.out_error == 0) environment.out_error = write_all(STDOUT_FILENO, environment.out);
  environment.out.clear();
}

int write_out(const Environment& environment, int code) {
  int reason = environment.out_error;
  if (reason == 0) reason = write_all(STDOUT_FILENO, environment.out);
  std::string err = for_people(environment.err, environment.colour_err);
  if (reason == EPIPE) reason = 0;
  if (reason != 0) {
    err += std::string("placer: cannot write to standard output: ") + std::strerror(reason) + "\n";
    code = exit_failed;
  }
  write_all(STDERR_FILENO, err);
  return code;
}

}  // namespace placer::cli
