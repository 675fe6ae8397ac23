// Lists of paths, as other programs print them: `git diff --name-only -z | placer check --files-from -`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace placer::cli {

/// The paths of a list, one a line; separated by NUL where the list holds one. Empty ones are left
/// out, and so is the carriage return of a CRLF.
std::vector<std::string> split_paths(std::string_view list);

}  // namespace placer::cli
