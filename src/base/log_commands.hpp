// Lines of a log that a CI system would obey. GitHub's runner takes a line for a command that begins with
// "::name::" behind blanks, or that has "##[name]" anywhere; Azure's agent takes "##vso[name]" and
// "##[name]". A manifest may have such text for a name, and what people read goes into the same log.
#pragma once

#include <string>
#include <string_view>

namespace placer {

/// The text with a blank inside every mark that would make a line a command. The runner
/// (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs) compares as its
/// language does, which may pass over characters that nobody sees; so does this.
std::string without_log_commands(std::string_view text);

}  // namespace placer
