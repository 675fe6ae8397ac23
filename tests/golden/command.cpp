// POSIX only: posix_spawn with the streams redirected to unnamed files, so that no pipe can fill up.
#include "golden/command.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace placer::golden {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

File unnamed_file() {
  File file(std::tmpfile(), std::fclose);
  if (!file) check(errno, "tmpfile");
  return file;
}

std::string content(std::FILE* file) {
  std::string text;
  std::array<char, 4096> buffer{};
  std::rewind(file);
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file))
    text.append(buffer.data(), count);
  return text;
}

/// What a child process starts with: its streams and its directory.
class Actions {
 public:
  Actions() { check(posix_spawn_file_actions_init(&actions_), "posix_spawn"); }
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;

  void directory(const std::filesystem::path& path) {
    check(posix_spawn_file_actions_addchdir_np(&actions_, path.c_str()), "chdir");
  }
  void open(int stream, const std::string& path, int flags) {
    check(posix_spawn_file_actions_addopen(&actions_, stream, path.c_str(), flags, 0644), path.c_str());
  }
  void redirect(int stream, std::FILE* file) {
    check(posix_spawn_file_actions_adddup2(&actions_, fileno(file), stream), "dup2");
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

}  // namespace

bool parse(std::string_view line, Command& command, std::string& error) {
  std::string word;
  bool in_word = false;
  std::string* redirected = nullptr;
  const auto fail = [&](std::string reason) {
    error = std::move(reason);
    return false;
  };
  const auto finish = [&] {
    if (in_word && redirected != nullptr)
      *redirected = word;
    else if (in_word)
      command.words.push_back(word);
    if (in_word) redirected = nullptr;
    word.clear();
    in_word = false;
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ' ') {
      finish();
    } else if (c == '<' || c == '>') {
      finish();
      redirected = c == '<' ? &command.input : &command.output;
    } else if (c == '\'' || c == '"') {
      const std::size_t end = line.find(c, i + 1);
      if (end == std::string_view::npos) return fail("a quote is not closed");
      word += line.substr(i + 1, end - i - 1);
      in_word = true;
      i = end;
    } else if (std::string_view("|&;()`$*?#\\").find(c) != std::string_view::npos) {
      return fail(std::string("a shell is needed for `") + c + "`");
    } else {
      word += c;
      in_word = true;
    }
  }
  finish();
  if (redirected != nullptr) return fail("a redirection names no file");
  return true;
}

Result run(const Command& command, const Surroundings& surroundings) {
  const File out = unnamed_file(), err = unnamed_file();
  Actions actions;
  actions.directory(surroundings.directory);
  actions.open(STDIN_FILENO, command.input.empty() ? "/dev/null" : command.input, O_RDONLY);
  if (command.output.empty())
    actions.redirect(STDOUT_FILENO, out.get());
  else
    actions.open(STDOUT_FILENO, command.output, O_WRONLY | O_CREAT | O_TRUNC);
  actions.redirect(STDERR_FILENO, err.get());

  std::vector<std::string> words = command.words, variables = surroundings.variables;
  words.insert(words.begin(), "placer");
  variables.emplace_back("LC_ALL=C.UTF-8");  // the first one of a name counts
  pid_t child = 0;
  check(posix_spawn(&child, surroundings.program.c_str(), actions.get(), nullptr, pointers(words).data(),
                    pointers(variables).data()),
        surroundings.program.c_str());
  int state = 0;
  while (waitpid(child, &state, 0) < 0)
    if (errno != EINTR) check(errno, "waitpid");
  return {content(out.get()), content(err.get()),
          WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state)};
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace placer::golden
