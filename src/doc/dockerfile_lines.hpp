// The lines of a Dockerfile: parser directives, comments, and lines that go on in the next one.
#pragma once

#include "doc/joined_text.hpp"
#include "doc/tree_builder.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace placer::doc {

inline constexpr std::string_view line_blanks = " \t\v\f\r";  // within a line

/// A line without its end, in offsets of the text.
struct Line {
  std::size_t begin = 0, end = 0;
  std::size_t next = 0;  ///< where the next one begins

  std::size_t length() const { return end - begin; }
};

class DockerfileLines {
 public:
  explicit DockerfileLines(std::string_view text) : text_(text) {}

  /// Reads the directives at the top. False where one is wrong, which is then reported.
  bool read_directives(TreeBuilder& builder);
  /// The next instruction: its first line and those on which it goes on, without comments, empty lines and
  /// the characters at line ends that continue it. Nothing at the end of the text.
  std::optional<JoinedText> next();
  /// The line behind those that were read, taken as it is; nothing at the end of the text.
  std::optional<Line> raw();

  std::string_view text(const Line& line) const { return text_.substr(line.begin, line.length()); }
  /// Values of the directives; of length 0 without one.
  Span syntax() const { return syntax_; }
  Span escape() const { return escape_; }

 private:
  struct Directive {
    std::string_view name;
    Span name_at, value;
  };
  Line line_at(std::size_t at) const;
  std::optional<Directive> directive_in(const Line& line) const;
  bool is_continued(Line& line) const;

  std::string_view text_;
  std::size_t at_ = 0;
  Span syntax_, escape_;
  char continues_ = '\\';
};

}  // namespace placer::doc
