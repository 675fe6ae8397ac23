// The values that an option or an argument may have, as they are being written.
#pragma once

#include "cli/complete.hpp"
#include "cli/option_table.hpp"
#include "cli/options.hpp"

#include <string_view>

namespace placer::cli {

/// What is asked for: a value of this option, of this command, by these rules.
struct Asked {
  const Option& option;
  const OptionSet& set;
  const Options& rules;
};

/// `head` stands before the value in the same word ("--format="), and is a part of all words that are given
/// back; `begun` is what there is of the value. Where rules cannot be opened the built-in ones are.
Completion values(const Asked& asked, std::string_view head, std::string_view begun,
                  Environment& environment);

}  // namespace placer::cli
