// What can stand where somebody is writing a command. The scripts of the shells (src/cli/completion) ask for
// it by `placer completion words`, so that there is one answer for all of them, and it knows the rules of the
// project.
#pragma once

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace placer::cli {

struct Completion {
  struct Word {
    std::string word;         ///< whole, with what is written of it already
    std::string description;  ///< on one line; may be empty
  };
  std::vector<Word> words;
  /// Names of files, or of directories alone, fit too: behind `prefix`, which is written already.
  bool files = false, directories = false;
  std::string prefix;
};

/// `words` follow `placer`; the last one is being written, and may be empty.
Completion complete(const std::vector<std::string>& words, Environment& environment);

/// As the scripts read it: "words", "files" or "directories" with a tab and the prefix behind it, then a line
/// for each word, with a tab between it and its description. A word that ends in = is not finished.
std::string to_lines(const Completion& completion);

}  // namespace placer::cli
