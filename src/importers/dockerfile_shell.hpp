// The commands in the text of a RUN, as far as one must know them to see which programs are called with which
// words. What a variable or a command in a command comes to is left as it stands there.
#pragma once

#include "importers/dockerfile_instruction.hpp"

#include <string_view>
#include <vector>

namespace placer::importers::dockerfile {

/// A program and its words; the program is called by the last part of its path.
using Command = std::vector<Word>;

/// All commands of an instruction, in order: those of its text or its list, of the scripts that follow it,
/// and of the texts that it hands to a shell.
std::vector<Command> commands_of(const Instruction& run);

}  // namespace placer::importers::dockerfile
