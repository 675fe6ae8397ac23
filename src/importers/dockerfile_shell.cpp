#include "importers/dockerfile_shell.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace placer::importers::dockerfile {
namespace {

/// Words before a program that run it all the same.
constexpr std::string_view before[] = {"sudo",  "exec", "env",   "time", "nice", "command",
                                       "if",    "then", "do",    "else", "elif", "while",
                                       "until", "!",    "nohup", "eval", "{",    "("};
constexpr std::string_view shells[] = {"sh", "bash", "ash", "dash", "zsh"};

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// `DEBIAN_FRONTEND=noninteractive`
bool is_assignment(std::string_view word) {
  const std::size_t equal = word.find('=');
  return equal != std::string_view::npos && equal > 0 &&
         word.substr(0, equal).find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
}

/// A script, and how a part of it is placed.
struct Script {
  std::string text;
  std::function<Location(std::size_t, std::size_t)> where;
};

class Reader {
 public:
  explicit Reader(const Script& script) : script_(script), text_(script.text) {}

  std::vector<Command> read() {
    while (at_ < text_.size()) step();
    end_command();
    return std::move(commands_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (quote_ != '\'' && c == '\\' && at_ + 1 < text_.size()) {
      begin();
      // A line end is taken away with it.
      if (text_[at_ + 1] != '\n') word_->text += text_[at_ + 1];
      at_ += 2;
    } else if (quote_ != '\'' && (text_.substr(at_).starts_with("$(") || c == '`')) {
      begin();
      skip_command();
    } else if (quote_ != 0) {
      if (c == quote_)
        quote_ = 0;
      else
        word_->text += c;
      ++at_;
    } else {
      plain(c);
    }
  }

  void plain(char c) {
    if (c == '\'' || c == '"') {
      begin();
      quote_ = c;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      end_word();
    } else if (c == '#' && !word_) {
      at_ = std::min(text_.find('\n', at_), text_.size());
      return;
    } else if (c == '\n' || c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
      end_command();
    } else {
      begin();
      word_->text += c;
    }
    ++at_;
  }

  /// What a command comes to is not known, only that it is one part of a word.
  void skip_command() {
    const std::size_t begin = at_;
    if (text_[at_] == '`') {
      at_ = std::min(text_.find('`', at_ + 1), text_.size() - 1) + 1;
    } else {
      std::size_t depth = 0;
      for (; at_ < text_.size(); ++at_) {
        if (text_[at_] == '(') ++depth;
        if (text_[at_] == ')' && --depth == 0) break;
      }
      at_ = std::min(at_ + 1, text_.size());
    }
    word_->text += text_.substr(begin, at_ - begin);
  }

  void begin() {
    if (!word_) {
      word_.emplace();
      begin_ = at_;
    }
  }

  void end_word() {
    if (!word_) return;
    word_->where = script_.where(begin_, at_ - begin_);
    command_.push_back(std::move(*word_));
    word_.reset();
  }

  void end_command() {
    end_word();
    std::size_t first = 0;
    while (first < command_.size() &&
           (is_one_of(command_[first].text, before) || is_assignment(command_[first].text)))
      ++first;
    command_.erase(command_.begin(), command_.begin() + static_cast<std::ptrdiff_t>(first));
    if (!command_.empty()) {
      command_.front().text = last_part(command_.front().text);
      commands_.push_back(std::move(command_));
    }
    command_.clear();
  }

  const Script& script_;
  std::string_view text_;
  std::size_t at_ = 0, begin_ = 0;
  char quote_ = 0;
  std::optional<Word> word_;
  Command command_;
  std::vector<Command> commands_;
};

/// The text that a command hands to a shell: `bash -ec "..."`.
const Word* script_of(const Command& command) {
  if (!is_one_of(command.front().text, shells)) return nullptr;
  for (std::size_t i = 1; i + 1 < command.size(); ++i) {
    const std::string& option = command[i].text;
    if (option.starts_with('-') && !option.starts_with("--") && option.ends_with('c')) return &command[i + 1];
  }
  return nullptr;
}

/// Whether what follows an instruction is run by a shell: nothing else is called, or a shell.
bool is_script(const std::vector<Command>& commands, std::string_view text) {
  if (text.starts_with("#!")) {
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.find("sh") != std::string_view::npos;
  }
  return std::all_of(commands.begin(), commands.end(), [](const Command& command) {
    const std::string& program = command.front().text;
    return program.find("<<") != std::string::npos || is_one_of(program, shells);
  });
}

}  // namespace

std::vector<Command> commands_of(const Instruction& run) {
  std::vector<Command> commands;
  if (run.is_exec()) {
    Command command = run.exec();
    if (command.empty()) return {};
    command.front().text = last_part(command.front().text);
    commands.push_back(std::move(command));
  } else {
    const Script script{run.rest().text(),
                        [&](std::size_t at, std::size_t length) { return run.rest().where(at, length); }};
    commands = Reader(script).read();
  }
  for (const doc::View text : run.heredocs()) {
    if (!is_script(commands, text.text())) continue;
    const Location where = text.where();
    const Script script{std::string(text.text()), [&](std::size_t at, std::size_t length) {
                          return Location{where.file, where.offset + static_cast<std::uint32_t>(at),
                                          static_cast<std::uint32_t>(length)};
                        }};
    std::vector<Command> more = Reader(script).read();
    std::move(more.begin(), more.end(), std::back_inserter(commands));
  }
  // Each text is shorter than what it stands in, so that this ends.
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const Word* inner = script_of(commands[i]);
    if (inner == nullptr) continue;
    const Location where = inner->where;
    const Script script{inner->text, [&](std::size_t, std::size_t) { return where; }};
    std::vector<Command> more = Reader(script).read();
    std::move(more.begin(), more.end(), std::back_inserter(commands));
  }
  return commands;
}

}  // namespace placer::importers::dockerfile
