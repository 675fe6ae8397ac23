// Runs the real program and compares everything it says with what was recorded. Two kinds of things are run:
//
//   placer_golden PROGRAM case DIRECTORY SCRATCH [FILES]   a directory of tests/golden
//   placer_golden PROGRAM page PAGE FILES SCRATCH          the commands of a page, where a copy of FILES is
//
// A case holds `args` (the command line without `placer`), its input files, `expected.txt` (standard output),
// and where they are not empty or 0 `expected.err` (standard error) and `status`; files that the command
// writes are compared with those in `expected.files`. `stdin` is the standard input, `env` has further
// variables, one NAME=VALUE a line; `members` names the members of a JSON report that are compared. The
// command runs in a copy of the directory, or of FILES. PLACER_UPDATE_GOLDEN=1 records what the program says
// now.
#include "golden/command.hpp"
#include "golden/difference.hpp"
#include "golden/page.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace placer::golden {
namespace {

namespace fs = std::filesystem;

/// Compares or records; remembers whether anything differed.
class Recorder {
 public:
  explicit Recorder(bool update) : update_(update) {}

  /// Holds a text against a recorded file, digests aside. A file that holds only `usual` need not be there.
  void compare(const fs::path& recorded, const std::string& actual, std::string_view usual = "") {
    const std::string expected = fs::exists(recorded) ? read_file(recorded) : std::string(usual);
    if (same(expected, actual)) return;
    settle(recorded, expected, actual, usual);
  }

  /// The same to the byte, for pages that people read as the real output.
  void compare_page(const fs::path& recorded, const std::string& actual) {
    const std::string expected = read_file(recorded);
    if (expected != actual) settle(recorded, expected, actual, "");
  }

  void settle(const fs::path& recorded, const std::string& expected, const std::string& actual,
              std::string_view usual) {
    if (update_ && actual == usual)
      fs::remove(recorded);
    else if (update_)
      write_file(recorded, actual);
    else
      report(recorded, difference(expected, actual));
  }

  void report(const fs::path& path, const std::string& text) {
    good_ = false;
    std::printf("%s\n%s", path.c_str(), text.c_str());
  }

  bool good() const { return good_; }

 private:
  bool update_, good_ = true;
};

/// A fresh copy of a directory.
void copy_to(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::create_directories(to.parent_path());
  fs::copy(from, to, fs::copy_options::recursive);
}

std::set<std::string> files_below(const fs::path& directory) {
  std::set<std::string> files;
  if (!fs::exists(directory)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), directory).string());
  return files;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> lines;
  std::istringstream text(read_file(path));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// Of a report in JSON, two blanks a level, the members of the whole that are named; all if none is.
std::string only(const std::string& report, const std::vector<std::string>& members) {
  if (members.empty()) return report;
  std::istringstream text(report);
  std::string result;
  bool chosen = true;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("  \""))
      chosen =
          std::find(members.begin(), members.end(), line.substr(3, line.find('"', 3) - 3)) != members.end();
    else if (!line.starts_with("  "))
      chosen = true;
    if (chosen) result += line + "\n";
  }
  return result;
}

void run_case(const std::string& program, const fs::path& directory, const fs::path& files,
              const fs::path& scratch, Recorder& recorder) {
  copy_to(files, scratch);
  for (const char* name :
       {"args", "env", "members", "expected.txt", "expected.err", "status", "expected.files"})
    fs::remove_all(scratch / name);
  const std::vector<std::string> lines = lines_of(directory / "args");
  Command command;
  std::string error = lines.size() == 1 ? "" : "a case has one command line";
  if (lines.size() != 1 || !parse(lines.front(), command, error))
    return recorder.report(directory / "args", error + "\n");
  if (fs::exists(scratch / "stdin")) command.input = "stdin";

  const std::set<std::string> before = files_below(scratch);
  const Result result = run(command, {program, scratch, lines_of(directory / "env")});
  recorder.compare(directory / "expected.txt", only(result.out, lines_of(directory / "members")));
  recorder.compare(directory / "expected.err", result.err);
  recorder.compare(directory / "status", std::to_string(result.status) + "\n", "0\n");

  std::set<std::string> written = files_below(directory / "expected.files");
  for (const std::string& file : files_below(scratch))
    if (!before.contains(file)) written.insert(file);
  for (const std::string& file : written)
    recorder.compare(directory / "expected.files" / file, read_file(scratch / file));
}

void run_page(const std::string& program, const fs::path& path, const fs::path& files,
              const fs::path& scratch, Recorder& recorder) {
  copy_to(files, scratch);
  const std::string text = read_file(path);
  const Page page = golden::run_page(text, program, scratch);
  if (!page.error.empty()) return recorder.report(path, page.error);
  // An example without a command would be a story without its answer.
  if (page.commands == 0 && path.parent_path() == files)
    return recorder.report(path, "a block that begins with `$ placer` is missing\n");
  recorder.compare_page(path, page.text);
}

int compare(const std::vector<std::string>& arguments) {
  const char* update =
      std::getenv("PLACER_UPDATE_GOLDEN");  // NOLINT(concurrency-mt-unsafe): there are no threads
  Recorder recorder(update != nullptr && std::string_view(update) == "1");
  if ((arguments.size() == 4 || arguments.size() == 5) && arguments[1] == "case")
    run_case(arguments[0], arguments[2], arguments.size() == 5 ? arguments[4] : arguments[2], arguments[3],
             recorder);
  else if (arguments.size() == 5 && arguments[1] == "page")
    run_page(arguments[0], arguments[2], arguments[3], arguments[4], recorder);
  else
    throw std::invalid_argument("see the head of golden_runner.cpp for how to call this");
  return recorder.good() ? 0 : 1;
}

}  // namespace
}  // namespace placer::golden

int main(int argc, char** argv) {
  try {
    return placer::golden::compare(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "placer_golden: %s\n", error.what());
    return 2;
  }
}
