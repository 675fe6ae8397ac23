// The form of a JSON array in which Dockerfiles may write a command or a list: ["nginx", "-g", "daemon
// off;"].
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace placer::doc {

struct ExecForm {
  bool is_array = false;           ///< an array in JSON; every other text is one for the shell
  bool strings = false;            ///< all of its items are texts
  std::vector<std::string> items;  ///< the texts
};

/// Reads a text that may be such an array.
ExecForm read_exec_form(std::string_view text);

}  // namespace placer::doc
