// One command line of a golden case or of a page, and running it with nothing of the caller's surroundings.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace placer::golden {

/// The words of `placer analyze 'a b.yaml' < in.yaml > out.txt`: quotes and the two redirections, nothing
/// else of a shell.
struct Command {
  std::vector<std::string> words;
  std::string input, output;  ///< files, relative to the directory; "" where there is no redirection
};

struct Surroundings {
  std::string program;  ///< what `placer` stands for
  std::filesystem::path directory;
  std::vector<std::string> variables;  ///< NAME=VALUE, beside LC_ALL=C.UTF-8; the whole environment
};

struct Result {
  std::string out, err;
  int status = 0;
};

/// Splits a line into words. False and a reason in `error` where the line needs a real shell.
bool parse(std::string_view line, Command& command, std::string& error);

/// Runs the program with the words; without a redirection standard input is empty. Throws std::system_error
/// where the program cannot be started. A death by a signal is the status 128 + its number, as in a shell.
Result run(const Command& command, const Surroundings& surroundings);

/// The bytes of a file; "" where there is none.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace placer::golden
