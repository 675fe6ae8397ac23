// Pages of documentation with commands and their output: what the reader sees is what the program prints.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace placer::golden {

struct Page {
  std::string text;          ///< the page with the outputs of this run
  std::size_t commands = 0;  ///< commands that were run
  std::string error;  ///< what kept a command from being run, with its line; then the page is not to be used
};

/// Runs the commands of a page. Fenced blocks that begin with `$ placer` hold commands after `$ ` and their
/// outputs: of `placer ...` standard output, then standard error; of `echo $?` the status of the command
/// before. A block that begins with a comment that is a file's name (`# workload.yaml`, `# deploy/api.yaml`)
/// is that file: it is written into the directory, or below it.
Page run_page(std::string_view page, const std::string& program, const std::filesystem::path& directory);

}  // namespace placer::golden
