#include "facade/exclusions.hpp"

#include "base/glob.hpp"

#include <algorithm>
#include <filesystem>

namespace placer {
namespace {

namespace fs = std::filesystem;

/// Without "." and "..", by the text alone: what a link points at has another name.
fs::path normal(const std::string& path, const std::string& directory) {
  fs::path whole = (fs::path(directory.empty() ? "." : directory) / path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace

void Exclusions::add(const std::vector<std::string>& globs, const std::string& base) {
  if (!globs.empty()) groups_.push_back({globs, normal(base.empty() ? "." : base, directory_).string()});
}

bool Exclusions::match(const std::string& path) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    const fs::path base = group.base.empty() ? "." : group.base;
    const fs::path full = normal(path, directory_);
    const std::string relative =
        base == "." ? full.generic_string() : full.lexically_relative(base).generic_string();
    return !relative.empty() &&
           std::any_of(group.globs.begin(), group.globs.end(),
                       [&](const std::string& glob) { return matches_glob(glob, relative); });
  });
}

}  // namespace placer
