// The door: whatever bytes a file holds, either they become clean UTF-8 text or one diagnostic says why not.
#pragma once

#include <placer/diagnostic.hpp>
#include <placer/source.hpp>

#include <string>

namespace placer {

/// Turns the bytes of a file into text: strips a UTF-8 byte-order mark, converts UTF-16 with a byte-order
/// mark. False and one error in the sink, with the place of the first bad character, for invalid UTF-8 or
/// UTF-16, for NUL and other control characters (tab, line feed and carriage return are allowed) and for more
/// than places can count. Line separators that only some programs take for line ends (U+0085, U+2028, U+2029)
/// give a warning, once for each line, since other tools would count other lines; so do characters that turn
/// the direction of text (U+202A to U+202E, U+2066 to U+2069) and a byte-order mark in the middle. Adds the
/// file to `sources` in every case, so that the diagnostics have something to point at, and stores its id in
/// `file`.
bool decode_and_add(std::string path, std::string bytes, SourceMap& sources, DiagnosticSink& sink,
                    FileId& file);

}  // namespace placer
