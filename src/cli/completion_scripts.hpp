// The files of src/cli/completion, made a part of the program when the build is configured.
#pragma once

#include <span>
#include <string_view>

namespace placer::cli {

struct CompletionScript {
  std::string_view shell, text;
};

std::span<const CompletionScript> completion_scripts();

}  // namespace placer::cli
