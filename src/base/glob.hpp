// Globs over paths: `*` and `?` stay inside one name, `**` as a whole name stands for any number of
// directories.
#pragma once

#include <string>
#include <string_view>

namespace placer {

/// What is wrong with a glob, and what to write; "" for a good one. Brackets, braces, backslashes and a
/// leading
/// `!` mean something elsewhere and nothing here, so they are refused and not taken as they stand.
std::string glob_problem(std::string_view glob);

/// Whether a good glob matches a path, or a directory that the path lies in. Both are relative, with `/`.
bool matches_glob(std::string_view glob, std::string_view path);

}  // namespace placer
