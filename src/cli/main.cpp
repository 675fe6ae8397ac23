// Finds out about the terminal, runs the command, and writes its output: one checked write for each stream.
#include "cli/command.hpp"
#include "cli/progress.hpp"
#include "cli/terminal.hpp"

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

int main(int argc, char** argv) {
  using namespace placer;
  DiskReader disk;
  cli::Environment environment{disk, {}, {}};
  cli::look_at_terminal(environment);
  cli::ProgressBar bar = cli::bar_of_terminal(environment);
  environment.progress = [&](std::string_view what, std::uint64_t done, std::uint64_t of) {
    bar.show(what, done, of);
  };
  environment.limit_bytes = [&](std::uint64_t most) { disk = DiskReader(most); };
  environment.drain = [&](cli::Environment& own) {
    bar.clear();
    cli::drain_out(own);
  };
  int code = cli::exit_bug;
  try {
    code = cli::run(std::vector<std::string>(argv + 1, argv + argc), environment);
  } catch (const std::exception& error) {
    environment.err += std::string("placer: a bug in placer: ") + error.what() +
                       "\nhelp: please report it with the input that caused it\n";
  }
  bar.clear();
  return cli::write_out(environment, code);
}
