#include "cli/files_from.hpp"

#include <algorithm>

namespace placer::cli {

std::vector<std::string> split_paths(std::string_view list) {
  // No name holds a NUL, but any other byte.
  const char separator = list.find('\0') != std::string_view::npos ? '\0' : '\n';
  std::vector<std::string> paths;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    std::string_view path = list.substr(0, end);
    if (separator == '\n' && path.ends_with('\r')) path.remove_suffix(1);
    if (!path.empty()) paths.emplace_back(path);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return paths;
}

}  // namespace placer::cli
