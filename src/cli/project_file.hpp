// Finding the project file of the manifests that a command reads.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace placer::cli {

/// The nearest placer.yaml of a path: in the directory that it lies in (or is), or in one above it, up to the
/// root of the repository or of the file system. As a path that is relative where it can be; empty: there is
/// none. `directory` is the absolute working directory, or empty where it is not known.
std::string find_project_file(const std::string& path, const std::string& directory);

/// The project file of all paths; without paths, or for standard input, of the working directory. nullopt and
/// a message in `error` where they belong to several projects, since a file would be judged by another's
/// rules.
std::optional<std::string> common_project_file(const std::vector<std::string>& paths,
                                               const std::string& directory, std::string& error);

}  // namespace placer::cli
