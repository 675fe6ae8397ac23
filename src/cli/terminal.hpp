// What the program's surroundings are like, and writing to them.
#pragma once

#include "cli/command.hpp"
#include "cli/progress.hpp"

namespace placer::cli {

/// Fills in whether the streams are terminals that take colours (NO_COLOR and TERM=dumb say no), whether the
/// locale is UTF-8, and how wide the terminal is.
void look_at_terminal(Environment& environment);

/// A bar on standard error, which shows nothing where that is no terminal that takes colours.
ProgressBar bar_of_terminal(const Environment& environment);

/// Writes what there is for standard output so far, and empties it; an error is kept for `write_out`.
void drain_out(Environment& environment);

/// Writes both texts and returns the exit code: `code`, or 2 with a message where standard output could not
/// be written. A reader that went away (a closed pipe) is no error.
int write_out(const Environment& environment, int code);

}  // namespace placer::cli
