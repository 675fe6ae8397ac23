// Paths that are not to be read: globs of the caller and of the project file.
#pragma once

#include <string>
#include <vector>

namespace placer {

class Exclusions {
 public:
  /// `directory` is the absolute working directory, to which all paths are relative; empty: not known.
  explicit Exclusions(std::string directory = {}) : directory_(std::move(directory)) {}

  /// Globs that are relative to a directory ("" is the working directory).
  void add(const std::vector<std::string>& globs, const std::string& base);
  /// Whether a path, or a directory that it lies in, is left out.
  bool match(const std::string& path) const;

 private:
  struct Group {
    std::vector<std::string> globs;
    std::string base;
  };
  std::string directory_;
  std::vector<Group> groups_;
};

}  // namespace placer
