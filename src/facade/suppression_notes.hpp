// What a note says that takes a finding as it is: "RULE -- reason", or "RULE, RULE -- reason". In YAML it may
// be a comment, `# placer: ignore RULE -- reason`.
#pragma once

#include <placer/input_caps.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

struct Note {
  std::vector<std::string> rules;
  std::string because;
};

/// Reads a note. What is wrong with it comes in `problem`, with what to write; "" for a good one.
Note read_note(std::string_view text, std::string& problem);

/// A note in a comment, and the part of the file that it holds for: behind a value, the line; on a line of
/// its own, what begins under it, as a key with its value or an item of a list; above all of a document, the
/// document; at the head of a file, the file.
struct CommentNote {
  std::string text;
  Location where;                    ///< of the comment
  std::uint32_t begin = 0, end = 0;  ///< offsets of what it holds for
};

/// The notes in the comments of a file, in order. What looks like one inside of a text is none, and JSON has
/// no comments. A document that cannot be read has none.
std::vector<CommentNote> comment_notes(const SourceMap& sources, FileId file, const InputCaps& caps = {});

}  // namespace placer
