#include "base/path.hpp"

#include <filesystem>

namespace placer {

namespace fs = std::filesystem;

bool is_option(std::string_view path) { return path.starts_with("--"); }

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

std::string whole_path(const std::string& path, const std::string& directory) {
  const fs::path whole = (fs::path(directory.empty() ? "." : directory) / path).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).generic_string();
}

std::string relative_path(const std::string& path, const std::string& base, const std::string& directory) {
  const fs::path full = whole_path(path, directory);
  const std::string from = whole_path(base.empty() ? "." : base, directory);
  // A normal relative path has no "." before it, from which on it could be told.
  return (from.empty() || from == "." ? full : full.lexically_relative(from)).generic_string();
}

}  // namespace placer
