// Finds out about the terminal, runs the command, and writes its output: one checked write for each stream.
#include "cli/command.hpp"
#include "cli/terminal.hpp"

#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  placer::DiskReader reader;
  placer::cli::Environment environment{reader, {}, {}};
  environment.drain = placer::cli::drain_out;
  environment.limit_bytes = [&](std::uint64_t most) { reader = placer::DiskReader(most); };
  placer::cli::look_at_terminal(environment);
  int code = placer::cli::exit_bug;
  try {
    code = placer::cli::run(std::vector<std::string>(argv + 1, argv + argc), environment);
  } catch (const std::exception& error) {
    environment.err += std::string("placer: a bug in placer: ") + error.what() +
                       "\nhelp: please report it with the input that caused it\n";
  }
  return placer::cli::write_out(environment, code);
}
