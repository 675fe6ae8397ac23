// libyaml passes over comments, so they are looked for in the text; what the tree has there tells them from
// what stands in a value, and says what begins under them. Few files have any, and only those are read again.
#include "facade/suppression_notes.hpp"

#include "base/text.hpp"
#include "doc/dockerfile_reader.hpp"
#include "doc/read.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace placer {
namespace {

constexpr std::string_view marker = "placer:";
constexpr std::string_view word = "ignore";

struct Span {
  std::uint32_t begin = 0, end = 0;
};

Span span_of(doc::View view) {
  const Location where = view.where();
  return {where.offset, where.offset + where.length};
}

/// A line with a note, as it stands in the text.
struct FoundNote {
  std::string_view text;  ///< behind the word
  Location where;         ///< from the # on
  bool alone = false;     ///< nothing stands before it on its line
};

std::vector<FoundNote> look_for(const SourceFile& file, FileId id) {
  std::vector<FoundNote> all;
  const std::string_view text = file.text();
  for (std::size_t at = text.find(marker); at != std::string_view::npos; at = text.find(marker, at + 1)) {
    const auto offset = static_cast<std::uint32_t>(at);
    const std::uint32_t start = file.line_start(offset);
    const std::string_view line = file.line_at(offset), before = trim(line.substr(0, at - start));
    std::string_view rest = trim(line.substr(at - start + marker.size()));
    if (!before.ends_with('#') || !rest.starts_with(word)) continue;
    rest.remove_prefix(word.size());
    if (!rest.empty() && rest.front() != ' ' && rest.front() != '\t') continue;  // another word
    const std::size_t hash = line.substr(0, at - start).rfind('#');
    const std::string_view value = line.substr(0, hash);
    if (!value.empty() && value.back() != ' ' && value.back() != '\t') continue;
    all.push_back({trim(rest),
                   {id, start + static_cast<std::uint32_t>(hash),
                    static_cast<std::uint32_t>(trim(line.substr(hash)).size())},
                   trim(value).empty()});
  }
  return all;
}

bool is_dockerfile(const doc::Document& document) { return document.format() == doc::dockerfile_format; }

/// The instructions of a Dockerfile, each from its word to the end of its last line.
std::vector<Span> instructions(const doc::Document& document) {
  std::vector<Span> all;
  for (const doc::View instruction : doc::items(document.root()["instructions"])) {
    all.push_back(span_of(instruction));
    for (const doc::View part : {instruction["lines"], instruction["heredocs"]})
      for (const doc::View item : doc::items(part)) {
        const doc::View last = item.is_mapping() ? item["text"] : item;
        all.back().end = std::max(all.back().end, span_of(last).end);
      }
  }
  return all;
}

/// Where a document begins and ends in its file.
Span reach_of(const doc::Document& document, std::uint32_t file_size) {
  if (!is_dockerfile(document)) return span_of(document.root());
  return {span_of(document.root()["instructions"].first()).begin, file_size};
}

/// What a document has where, by offset: its scalars, keys included, and the entries of its mappings and
/// items of its lists. Made in one walk, since a file may have as many notes as values.
class Layout {
 public:
  explicit Layout(const doc::Document& document) : is_dockerfile_(is_dockerfile(document)) {
    std::vector<doc::View> open{document.root()};
    while (!open.empty()) {
      const doc::View view = open.back();
      open.pop_back();
      if (document.node(view.index()).alias) continue;  // what it stands for is met where it is written
      if (view.is_scalar()) scalars_.push_back(span_of(view));
      if (!is_dockerfile_) {
        for (const doc::View item : doc::items(view)) begins_.push_back(span_of(item));
        for (const auto [key, value] : doc::entries(view))
          begins_.push_back({span_of(key).begin, std::max(span_of(key).end, span_of(value).end)});
      }
      for (doc::View child = view.first(); child; child = child.next()) open.push_back(child);
    }
    if (is_dockerfile_) begins_ = instructions(document);
    std::sort(scalars_.begin(), scalars_.end(), by_begin);
    std::sort(begins_.begin(), begins_.end(), by_begin);
  }

  bool is_in_scalar(std::uint32_t offset) const {
    const auto next = std::upper_bound(scalars_.begin(), scalars_.end(), Span{offset, 0}, by_begin);
    return next != scalars_.begin() && offset < std::prev(next)->end;
  }
  /// The first entry or item that begins behind an offset; of what begins at one place the outermost. In a
  /// Dockerfile, where a comment may stand among the lines of an instruction, that instruction.
  Span below(std::uint32_t offset) const {
    const auto next = std::upper_bound(begins_.begin(), begins_.end(), Span{offset, 0}, by_begin);
    if (is_dockerfile_ && next != begins_.begin() && offset < std::prev(next)->end) return *std::prev(next);
    return next == begins_.end() ? Span() : *next;
  }

 private:
  /// Of two that begin at one place the longer is before the other; with an `end` of 0 behind both.
  static bool by_begin(const Span& a, const Span& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  }

  bool is_dockerfile_ = false;
  std::vector<Span> scalars_, begins_;
};

/// Whether nothing but comments stands between a comment and what a document holds; at the head of a file
/// also the marker that begins it.
bool leads_to(std::string_view between, bool at_head) {
  while (!between.empty()) {
    const std::size_t end = std::min(between.find('\n'), between.size());
    const std::string_view line = trim(between.substr(0, end));
    const bool is_marker = line.starts_with("---") || line.starts_with('%');
    if (!line.empty() && line.front() != '#' && line.front() != '-' && !(is_marker && at_head)) return false;
    if (is_marker && !at_head) return false;
    between.remove_prefix(std::min(end + 1, between.size()));
  }
  return true;
}

}  // namespace

Note read_note(std::string_view text, std::string& problem) {
  Note note;
  const std::size_t dashes = text.find(" -- ");
  const std::string_view names = trim(text.substr(0, dashes));
  if (dashes != std::string_view::npos) note.because = trim(text.substr(dashes + 4));
  for (std::size_t at = 0; at <= names.size();) {
    const std::size_t comma = std::min(names.find(',', at), names.size());
    if (const std::string_view name = trim(names.substr(at, comma - at)); !name.empty())
      note.rules.emplace_back(name);
    at = comma + 1;
  }
  if (note.rules.empty() || names.starts_with("--"))
    problem = "no rule is named";
  else if (note.because.empty())
    problem = "there is no reason";
  return note;
}

std::vector<CommentNote> comment_notes(const SourceMap& sources, FileId file, const InputCaps& caps) {
  const SourceFile& source = sources.file(file);
  std::vector<CommentNote> notes;
  std::vector<FoundNote> found = look_for(source, file);
  if (found.empty()) return notes;
  std::uint32_t before = 0;  // where the document before this one ends
  std::vector<bool> inside(found.size(), false);
  for (const FoundNote& one : found) {
    const std::uint32_t line = source.line_start(one.where.offset);
    const auto length = static_cast<std::uint32_t>(source.line_at(one.where.offset).size());
    notes.push_back({std::string(one.text), one.where, line, line + length});
  }
  DiagnosticSink unused;
  std::size_t first = 0;  // of the notes that no document before this one holds
  const auto size = static_cast<std::uint32_t>(source.text().size());
  doc::read_documents(
      sources, file, unused,
      [&](const doc::Document& document) {
        const Span whole = reach_of(document, size);
        std::optional<Layout> layout;
        while (first < found.size() && found[first].where.offset < before) ++first;
        for (std::size_t i = first; i < found.size() && found[i].where.offset < whole.end; ++i) {
          const std::uint32_t offset = found[i].where.offset;
          if (!layout) layout.emplace(document);
          inside[i] = layout->is_in_scalar(offset);
          if (inside[i] || !found[i].alone) continue;
          Span below;
          if (offset >= whole.begin)
            below = layout->below(offset);
          else if (leads_to(source.text().substr(offset, whole.begin - offset), before == 0))
            below = before == 0 ? Span{0, size} : Span{offset, whole.end};
          if (below.end > 0) notes[i].begin = below.begin, notes[i].end = below.end;
        }
        before = std::max(whole.end, std::uint32_t{1});
      },
      doc::reading_again(source, caps));
  std::vector<CommentNote> comments;
  for (std::size_t i = 0; i < notes.size(); ++i)
    if (!inside[i]) comments.push_back(std::move(notes[i]));
  return comments;
}

}  // namespace placer
