// Lines of a source file: a table of line starts, made at the first question and searched from then on.
#include <placer/source.hpp>

#include <algorithm>
#include <utility>

namespace placer {

namespace {

// A file from a machine may be one line of many megabytes with thousands of places in it, so that the
// characters before each block of such a file are counted once.
constexpr std::uint32_t block = 4096;

// Counts the bytes that begin a character, which needs no decoding.
std::uint32_t characters(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

const std::vector<std::uint32_t>& SourceFile::line_starts() const {
  if (line_starts_.empty()) {
    line_starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const bool ends =
          text_[i] == '\n' || (text_[i] == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n'));
      if (ends) line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
  }
  return line_starts_;
}

std::size_t SourceFile::line_index(std::uint32_t offset) const {
  const std::vector<std::uint32_t>& starts = line_starts();
  return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin()) -
         1;
}

std::uint32_t SourceFile::line_start(std::uint32_t offset) const { return line_starts()[line_index(offset)]; }

std::string_view SourceFile::line_at(std::uint32_t offset) const {
  const std::size_t index = line_index(offset);
  const std::size_t begin = line_starts()[index];
  const std::size_t end = index + 1 < line_starts().size() ? line_starts()[index + 1] : text_.size();
  const std::string_view whole = shown_.empty() ? text() : std::string_view(shown_);
  std::string_view line = whole.substr(begin, end - begin);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

void SourceFile::hide(std::uint32_t offset, std::uint32_t length) {
  if (shown_.empty()) shown_ = text_;
  for (std::size_t at = offset; at < shown_.size() && at - offset < length; ++at)
    if (shown_[at] != '\n' && shown_[at] != '\r') shown_[at] = '*';
}

std::uint32_t SourceFile::characters_before(std::uint32_t offset) const {
  if (characters_before_.empty()) {
    characters_before_.push_back(0);
    for (std::size_t begin = 0; begin + block <= text_.size(); begin += block)
      characters_before_.push_back(characters_before_.back() + characters(text().substr(begin, block)));
  }
  const std::size_t whole = offset / block;
  return characters_before_[whole] + characters(text().substr(whole * block, offset % block));
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto at = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const std::uint32_t start = line_start(at);
  const std::uint32_t before = at - start < block ? characters(text().substr(start, at - start))
                                                  : characters_before(at) - characters_before(start);
  return {static_cast<std::uint32_t>(line_index(at) + 1), before + 1};
}

FileId SourceMap::add(std::string path, std::string text) {
  files_.emplace_back(std::move(path), std::move(text));
  return static_cast<FileId>(files_.size() - 1);
}

std::string SourceMap::describe(const Location& where) const {
  if (!where) return {};
  const Position at = position(where);
  return file(where.file).path() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace placer
