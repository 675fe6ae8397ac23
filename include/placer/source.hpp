// Source text and places in it. A place is an offset and a length in bytes; line and column are worked out
// only when something is printed, since most places never are.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer {

using FileId = std::uint32_t;
inline constexpr FileId no_file = UINT32_MAX;

/// A piece of a source file. `file == no_file` means "no place": the thing was not written anywhere.
struct Location {
  FileId file = no_file;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  explicit operator bool() const { return file != no_file; }
  friend bool operator==(const Location&, const Location&) = default;
};

/// 1-based line and column as editors count them: lines end at \n, \r\n or a \r alone, columns are code
/// points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// One input: its name as the user wrote it ("<stdin>" for standard input) and its text as UTF-8. The first
/// question about a line fills a table, so one file is asked by one thread at a time.
class SourceFile {
 public:
  SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }

  /// Line and column of a byte offset; an offset beyond the end counts as the end.
  Position position(std::uint32_t offset) const;
  /// The whole line that holds the offset, without its line end.
  std::string_view line_at(std::uint32_t offset) const;
  /// Shows these bytes as asterisks in the lines that hold them: a secret.
  void hide(std::uint32_t offset, std::uint32_t length);
  /// The byte offset at which the line that holds `offset` begins.
  std::uint32_t line_start(std::uint32_t offset) const;

 private:
  std::size_t line_index(std::uint32_t offset) const;
  const std::vector<std::uint32_t>& line_starts() const;
  std::uint32_t characters_before(std::uint32_t offset) const;

  std::string path_;
  std::string text_;
  std::string shown_;                               // the text without what is hidden; empty where nothing is
  mutable std::vector<std::uint32_t> line_starts_;  // filled at the first question
  mutable std::vector<std::uint32_t> characters_before_;  // each block; filled at the first long line
};

/// All inputs of a run. References to its files stay valid while it lives.
class SourceMap {
 public:
  /// Takes over a file and gives its id; ids count from 0 in the order of adding.
  FileId add(std::string path, std::string text);
  /// The file of an id that `add` gave.
  const SourceFile& file(FileId id) const { return files_[id]; }
  /// Hides a place wherever a line is shown.
  void hide(const Location& where) { files_[where.file].hide(where.offset, where.length); }
  /// How many files were added.
  std::size_t size() const { return files_.size(); }

  /// Line and column of a place, which must have a file.
  Position position(const Location& where) const { return file(where.file).position(where.offset); }
  /// "path:line:col", or "" for no place.
  std::string describe(const Location& where) const;

 private:
  std::deque<SourceFile> files_;
};

}  // namespace placer
