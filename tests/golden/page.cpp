#include "golden/page.hpp"

#include "golden/command.hpp"

#include <vector>

namespace placer::golden {
namespace {

constexpr std::string_view prompt = "$ ";

/// The file that a block's first line names; "" where it names none.
std::string_view file_name(std::string_view line) {
  if (!line.starts_with("# ")) return {};
  line.remove_prefix(2);
  const bool plain =
      line.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_./") == std::string_view::npos;
  const bool inside = line.find("..") == std::string_view::npos && !line.starts_with('/');
  return plain && inside && line.find('.') != std::string_view::npos ? line : std::string_view();
}

class Runner {
 public:
  Runner(const std::string& program, const std::filesystem::path& directory)
      : surroundings_{program, directory, {}} {}

  Page run(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      line(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (!fence_.empty()) fail("a fenced block is not closed");
    return std::move(page_);
  }

 private:
  void line(std::string_view line) {
    ++number_;
    if (fence_.empty()) {
      if (line.starts_with("```")) fence_ = line.substr(0, line.find_first_not_of('`'));
      page_.text.append(line) += '\n';
    } else if (line == fence_) {
      finish_block();
      page_.text.append(line) += '\n';
      fence_.clear();
      block_.clear();
    } else {
      block_.emplace_back(line);
    }
  }

  void finish_block() {
    const std::string first = block_.empty() ? std::string() : block_.front();
    const bool commands = first.starts_with("$ placer ");
    std::string content;
    std::size_t number = number_ - block_.size();
    for (const std::string& line : block_) {
      // Of a block of commands only these stay; the outputs are made anew.
      if (!commands || line.starts_with(prompt)) content += line + "\n";
      if (commands && line.starts_with(prompt))
        content += output_of(std::string_view(line).substr(prompt.size()), number);
      ++number;
    }
    page_.text += content;
    if (const std::string_view name = file_name(first); !name.empty())
      write_file(surroundings_.directory / name, content);
  }

  std::string output_of(std::string_view line, std::size_t number) {
    if (line == "echo $?") return std::to_string(status_) + "\n";
    Command command;
    std::string error;
    if (!parse(line, command, error)) return fail(number, error);
    if (command.words.empty() || command.words.front() != "placer")
      return fail(number, "only placer can be run");
    command.words.erase(command.words.begin());
    const Result result = golden::run(command, surroundings_);
    status_ = result.status;
    ++page_.commands;
    return result.out + result.err;
  }

  std::string fail(const std::string& error) { return fail(number_, error); }
  std::string fail(std::size_t number, const std::string& error) {
    page_.error += "line " + std::to_string(number) + ": " + error + "\n";
    return {};
  }

  Surroundings surroundings_;
  Page page_;
  std::string fence_;  // what closes the block that is open
  std::vector<std::string> block_;
  std::size_t number_ = 0;
  int status_ = 0;
};

}  // namespace

Page run_page(std::string_view page, const std::string& program, const std::filesystem::path& directory) {
  return Runner(program, directory).run(page);
}

}  // namespace placer::golden
