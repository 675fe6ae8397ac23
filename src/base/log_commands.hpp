// Lines of a log that a CI system would obey. GitHub's runner takes a line for a command that begins with
// "::name::" behind blanks, or that has "##[name]" anywhere; Azure's agent takes "##vso[name]" and
// "##[name]". A manifest may have such text for a name, and what people read goes into the same log.
//
// The last step before text goes to people stands here too, for all of it, so that no message need ask
// whether a part of it comes from a file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace placer {

/// The text with a blank inside every mark that would make a line a command. The runner
/// (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs) compares as its
/// language does, which may pass over characters that nobody sees; so does this.
std::string without_log_commands(std::string_view text);

/// Where the first mark begins that makes a command of a line wherever it stands; npos without one. In what
/// programs read its first character can be written otherwise.
std::size_t find_command_mark(std::string_view text, std::size_t from = 0);

/// Text as people get it, on a terminal or in a log: without commands, and what is_hidden, line ends and tabs
/// aside, and bytes that are no UTF-8 as U+FFFD. `coloured`: colours and weights stay, which placer itself
/// writes there; nothing else that a terminal would obey does.
std::string for_people(std::string_view text, bool coloured = false);

}  // namespace placer
