// Climbs by names, not through the file system: from a/b/c.yaml to a/b, a, the working directory, its
// parents.
#include "cli/project_file.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>

namespace placer::cli {
namespace {

constexpr const char* file_name = "placer.yaml";
constexpr int max_levels = 64;

bool is(const std::string& path, mode_t type) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IFMT) == type;
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

std::string join_path(const std::string& directory, const std::string& name) {
  if (directory.empty()) return name;
  return directory.ends_with('/') ? directory + name : directory + "/" + name;
}

/// The directory above one, which is written without a slash at its end. "" is the working directory; those
/// above it are "..", "../..".
std::string parent(const std::string& directory) {
  const std::size_t slash = directory.rfind('/');
  const std::string last = directory.substr(slash == std::string::npos ? 0 : slash + 1);
  if (directory.empty() || last == "..") return join_path(directory, "..");
  if (slash == std::string::npos) return last == "." ? ".." : "";
  return slash == 0 ? "/" : directory.substr(0, slash);
}

std::string directory_of(std::string path) {
  if (path == "-") return {};
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return is(path, S_IFDIR) ? path : parent(path);
}

}  // namespace

std::string find_project_file(const std::string& path, const std::string& directory) {
  std::string at = directory_of(path);
  // No more levels than there are above the working directory.
  const auto above = static_cast<int>(std::count(directory.begin(), directory.end(), '/'));
  int climbed = 0;
  for (int level = 0; level < max_levels; ++level) {
    std::string file = join_path(at, file_name);
    if (is(file, S_IFREG)) return file;
    if (at == "/" || exists(join_path(at, ".git"))) return {};
    at = parent(at);
    if (at.ends_with("..") && ++climbed > above) return {};
  }
  return {};
}

std::optional<std::string> common_project_file(const std::vector<std::string>& paths,
                                               const std::string& directory, std::string& error) {
  if (paths.empty()) return find_project_file("-", directory);
  std::optional<std::string> common;
  std::string last_directory;
  for (const std::string& path : paths) {
    // Of a thousand files in one directory, one is asked.
    const std::string here = directory_of(path);
    if (common && here == last_directory) continue;
    last_directory = here;
    std::string file = find_project_file(path, directory);
    if (!common) {
      common = std::move(file);
    } else if (*common != file) {
      const auto name = [](const std::string& one) { return one.empty() ? "no project file" : one; };
      error = fmt::format("{} has {}, and {} has {}", paths.front(), name(*common), path, name(file));
      return std::nullopt;
    }
  }
  return common;
}

}  // namespace placer::cli
