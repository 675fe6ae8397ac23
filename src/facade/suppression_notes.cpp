// libyaml passes over comments, so they are looked for in the text; what the tree has there tells them from
// what stands in a value, and says what begins under them. Few files have any, and only those are read again.
#include "facade/suppression_notes.hpp"

#include "base/text.hpp"
#include "doc/read.hpp"

#include <fmt/core.h>

#include <algorithm>

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
struct Found {
  std::string_view text;  ///< behind the word
  Location where;         ///< from the # on
  bool alone = false;     ///< nothing stands before it on its line
};

std::vector<Found> look_for(const SourceFile& file, FileId id) {
  std::vector<Found> all;
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

/// The first thing of a document that begins behind an offset: an entry of a mapping, or an item of a list.
class Below {
 public:
  explicit Below(std::uint32_t offset) : offset_(offset) {}

  Span find(doc::View root) {
    std::vector<doc::View> open{root};
    while (!open.empty()) {
      const doc::View view = open.back();
      open.pop_back();
      for (const doc::View item : doc::items(view)) take(item, span_of(item), open);
      for (const auto [key, value] : doc::entries(view))
        take(value, {span_of(key).begin, std::max(span_of(key).end, span_of(value).end)}, open);
    }
    return best_;
  }

 private:
  void take(doc::View value, Span span, std::vector<doc::View>& open) {
    if (span.begin > offset_) {
      // Of what begins at one place the outermost counts, and that is met first.
      if (best_.end == 0 || span.begin < best_.begin) best_ = span;
    } else if (span.end > offset_ && (value.is_mapping() || value.is_sequence())) {
      open.push_back(value);
    }
  }

  std::uint32_t offset_;
  Span best_;
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

/// Whether an offset lies in a scalar, keys included.
bool is_in_scalar(doc::View root, std::uint32_t offset) {
  std::vector<doc::View> open{root};
  while (!open.empty()) {
    const doc::View view = open.back();
    open.pop_back();
    const Span span = span_of(view);
    if (view.is_scalar() && span.begin <= offset && offset < span.end) return true;
    for (doc::View child = view.first(); child; child = child.next())
      if (const Span inner = span_of(child); inner.begin <= offset && offset < inner.end)
        open.push_back(child);
  }
  return false;
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

std::vector<CommentNote> comment_notes(const SourceMap& sources, FileId file) {
  const SourceFile& source = sources.file(file);
  std::vector<CommentNote> notes;
  std::vector<Found> found = look_for(source, file);
  if (found.empty()) return notes;
  std::uint32_t before = 0;  // where the document before this one ends
  std::vector<bool> inside(found.size(), false);
  for (const Found& one : found) {
    const std::uint32_t line = source.line_start(one.where.offset);
    const auto length = static_cast<std::uint32_t>(source.line_at(one.where.offset).size());
    notes.push_back({std::string(one.text), one.where, line, line + length});
  }
  DiagnosticSink unused;
  doc::ReadLimits limits;
  limits.ambiguous = true;
  doc::read_documents(
      sources, file, unused,
      [&](const doc::Document& document) {
        const Span whole = span_of(document.root());
        for (std::size_t i = 0; i < found.size(); ++i) {
          const std::uint32_t offset = found[i].where.offset;
          if (offset < before || offset >= whole.end) continue;
          inside[i] = is_in_scalar(document.root(), offset);
          if (inside[i] || !found[i].alone) continue;
          Span below;
          if (offset >= whole.begin)
            below = Below(offset).find(document.root());
          else if (leads_to(source.text().substr(offset, whole.begin - offset), before == 0))
            below = before == 0 ? Span{0, static_cast<std::uint32_t>(source.text().size())}
                                : Span{offset, whole.end};
          if (below.end > 0) notes[i].begin = below.begin, notes[i].end = below.end;
        }
        before = std::max(whole.end, std::uint32_t{1});
      },
      limits);
  std::vector<CommentNote> comments;
  for (std::size_t i = 0; i < notes.size(); ++i)
    if (!inside[i]) comments.push_back(std::move(notes[i]));
  return comments;
}

}  // namespace placer
