// Runs several commands again and again, one after the other in each round, and compares the processor time
// (user and system) that the kernel counted for each. The first command is the yardstick: ratios are taken
// within a round, so that what slows the machine down for a while slows both. Each round begins with another
// command. Output is thrown away.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Command {
  std::string label;
  std::vector<char*> words;  // as execve wants them, with a null at the end
  std::vector<double> milliseconds, ratios;
  long most_memory = 0;  // in KiB
};

struct Quartiles {
  double least, low, median, high;
};

Quartiles quartiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](std::size_t quarter) { return values[(values.size() - 1) * quarter / 4]; };
  return {values.front(), at(1), at(2), at(3)};
}

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

/// Runs a command once; false if it could not be run or failed. An exit code of 1 is an answer: that of a
/// gate.
bool run(Command& command, const posix_spawn_file_actions_t& quiet) {
  pid_t process = 0;
  rusage used{};
  int status = 0;
  if (posix_spawn(&process, command.words[0], &quiet, nullptr, command.words.data(), environ) != 0)
    return false;
  if (wait4(process, &status, 0, &used) != process || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
    return false;
  command.milliseconds.push_back(milliseconds(used.ru_utime) + milliseconds(used.ru_stime));
  command.most_memory = std::max(command.most_memory, used.ru_maxrss);
  return true;
}

/// Commands from "-- LABEL PROGRAM ARGUMENT..." for each.
std::vector<Command> commands(char** first, char** last) {
  std::vector<Command> result;
  while (first + 2 < last) {
    char** const end =
        std::find_if(first + 1, last, [](const char* word) { return std::strcmp(word, "--") == 0; });
    if (end - first < 3) break;
    result.push_back({first[1], {first + 2, end}, {}, {}, 0});
    result.back().words.push_back(nullptr);
    first = end;
  }
  return result;
}

void print(const std::string& title, std::size_t rounds, const std::vector<Command>& all) {
  std::printf("%s, %zu rounds\n  %-38s %9s %9s %9s %9s   %-22s %8s\n", title.c_str(), rounds,
              "processor time in ms", "least", "quarter", "median", "3rd", "ratio (quartiles)", "MiB");
  for (const Command& command : all) {
    const Quartiles time = quartiles(command.milliseconds), ratio = quartiles(command.ratios);
    std::printf("  %-38s %9.3f %9.3f %9.3f %9.3f   %7.3f (%.3f-%.3f) %*.1f\n", command.label.c_str(),
                time.least, time.low, time.median, time.high, ratio.median, ratio.low, ratio.high, 8,
                static_cast<double>(command.most_memory) / 1024);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const long rounds = argc > 2 ? std::strtol(argv[1], nullptr, 10) : 0;
  std::vector<Command> all = rounds > 0 ? commands(argv + 3, argv + argc) : std::vector<Command>();
  if (all.empty()) {
    std::fputs(
        "usage: placer_bench_measure ROUNDS TITLE -- LABEL PROGRAM ARGUMENT... [-- LABEL PROGRAM "
        "ARGUMENT...]...\n",
        stderr);
    return 2;
  }
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const auto count = static_cast<std::size_t>(rounds);
  for (std::size_t round = 0; round <= count; ++round) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      Command& command = all[(i + round) % all.size()];
      if (run(command, quiet)) continue;
      std::fprintf(stderr, "error: '%s' cannot be run or failed\n", command.label.c_str());
      return 1;
    }
    // The first round fills the caches.
    if (round == 0)
      for (Command& command : all) command.milliseconds.clear();
    else
      for (Command& command : all)
        command.ratios.push_back(command.milliseconds.back() / all.front().milliseconds.back());
  }
  posix_spawn_file_actions_destroy(&quiet);
  print(argv[2], count, all);
}
