// What the commands of a build put into the image: packages of the operating system, and what a language's
// own tool fetches.
#pragma once

#include "importers/dockerfile_shell.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace placer::importers::dockerfile {

/// Packages of the operating system that are installed and not taken away again.
class SystemPackages {
 public:
  void read(const Command& command);

  /// The first command that installs one: "apt-get install curl", with its place. Nothing where there is
  /// none.
  std::optional<Word> first() const;
  /// The names of all of them. What stands in a variable is one.
  std::vector<std::string> names() const;

 private:
  struct Package {
    Word command;
    std::size_t order = 0;
  };
  void install(const Word& command, const std::vector<std::string>& names, const std::string& group);
  void remove(const std::vector<std::string>& names);

  std::map<std::string, Package> packages_;
  std::map<std::string, std::vector<std::string>> groups_;  // `apk add --virtual GROUP`
  std::size_t count_ = 0;
};

/// "pip install" where the command fetches what the program depends on, with its place.
std::optional<Word> dependencies_of(const Command& command);

}  // namespace placer::importers::dockerfile
