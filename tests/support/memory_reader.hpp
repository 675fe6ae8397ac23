// Files that are not on a disk: a map from paths to their bytes. Directories are there if a file lies below.
#pragma once

#include <placer/file_reader.hpp>

#include <map>
#include <set>
#include <string>
#include <utility>

namespace placer::test {

class MemoryReader : public FileReader {
 public:
  /// A reader of these files.
  static MemoryReader of(std::map<std::string, std::string> contents) {
    MemoryReader reader;
    reader.files = std::move(contents);
    return reader;
  }

  Status read(const std::string& path, std::string& bytes, std::string& error) override {
    bytes.clear();
    error.clear();
    const auto found = files.find(path);
    if (found == files.end()) {
      error = "No such file or directory";
      return Status::not_found;
    }
    if (unreadable.contains(path)) {
      error = "Permission denied";
      return Status::failed;
    }
    bytes = found->second;
    return Status::ok;
  }

  Status list(const std::string& path, std::vector<Entry>& entries, std::string& error) override {
    entries.clear();
    error.clear();
    const std::string below = path.ends_with('/') ? path : path + "/";
    std::map<std::string, bool> names;
    for (auto file = files.lower_bound(below); file != files.end() && file->first.starts_with(below);
         ++file) {
      const std::string rest = file->first.substr(below.size());
      const std::size_t slash = rest.find('/');
      names[rest.substr(0, slash)] = slash != std::string::npos;
    }
    if (names.empty()) {
      const bool is_file = files.contains(path);
      error = is_file ? "Not a directory" : "No such file or directory";
      return is_file ? Status::failed : Status::not_found;
    }
    if (unreadable.contains(path)) {
      error = "Permission denied";
      return Status::failed;
    }
    for (const auto& [name, is_directory] : names) entries.push_back({name, is_directory});
    return Status::ok;
  }

  std::map<std::string, std::string> files;
  std::set<std::string> unreadable;  ///< files and directories that are there but refuse
};

}  // namespace placer::test
