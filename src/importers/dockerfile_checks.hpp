// What Docker refuses of an instruction by itself, wherever it stands: a name that there is none of, flags,
// numbers of arguments.
#pragma once

#include "importers/dockerfile_instruction.hpp"
#include "importers/draft.hpp"

namespace placer::importers::dockerfile {

/// Whether there is an instruction of that name.
bool is_known(const Instruction& instruction);

/// Reports what is wrong with an instruction. `escape` is the file's escape character.
void check_instruction(Draft& draft, const Instruction& instruction, char escape);

}  // namespace placer::importers::dockerfile
