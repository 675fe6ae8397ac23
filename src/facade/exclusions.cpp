#include "facade/exclusions.hpp"

#include "base/glob.hpp"
#include "base/path.hpp"

#include <algorithm>

namespace placer {

void Exclusions::add(const std::vector<std::string>& globs, const std::string& base) {
  if (!globs.empty()) groups_.push_back({globs, base});
}

bool Exclusions::match(const std::string& path) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    const std::string relative = relative_path(path, group.base, directory_);
    return !relative.empty() &&
           std::any_of(group.globs.begin(), group.globs.end(),
                       [&](const std::string& glob) { return matches_glob(glob, relative); });
  });
}

}  // namespace placer
