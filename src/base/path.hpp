// Paths as text: what a link points at has another name.
#pragma once

#include <string>
#include <string_view>

namespace placer {

/// Whether what has a path is an option of the call, as `--set`, and no file.
bool is_option(std::string_view path);

/// What stands before the name, with a slash at its end; "" where the path names no directory.
std::string folder_of(const std::string& path);

/// A path without "." and "..", from a working directory on; "" is not known, and "." then.
std::string whole_path(const std::string& path, const std::string& directory);

/// The same path from `base` on, which may be relative to the working directory, with `/` on all systems:
/// "../other/file" where it lies elsewhere. "" where that cannot be said.
std::string relative_path(const std::string& path, const std::string& base, const std::string& directory);

}  // namespace placer
