// Builds a document from the events of a parser, whatever it parses: nine calls that say what comes next. The
// builder refuses what no format may hand on: duplicate keys, keys that are not scalars, aliases that lead
// nowhere or back to themselves, and what exceeds the limits. The first refusal makes the document broken;
// all later calls do nothing.
#pragma once

#include "doc/document.hpp"
#include "doc/read.hpp"

#include <placer/diagnostic.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer::doc {

/// A piece of the source text.
struct Span {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// What may stand before a value. The anchor's name must be a piece of the source.
struct Properties {
  std::string_view anchor;
  std::string_view tag;
};

class TreeBuilder {
 public:
  /// The file's text must outlive the builder.
  TreeBuilder(const SourceMap& sources, FileId file, const ReadLimits& limits);

  /// Empties the document. `format` ("yaml", "json", "dockerfile"), a literal, is the first half of the codes
  /// of its errors.
  void begin_document(std::string_view format);
  /// True if the document is whole and has content: a null that nobody wrote is none.
  bool end_document();

  /// All that follow return false once the document is broken. A null of length 0 is put where its key
  /// or the `-` before it stands.
  bool null(Span where, const Properties& properties = {});
  /// The text is stored only if it is not what stands in the source at `text_at`.
  bool scalar(Span where, std::uint32_t text_at, std::string_view text, bool quoted,
              const Properties& properties = {});
  bool alias(Span where, std::string_view name);
  bool begin_sequence(Span where, const Properties& properties = {});
  bool begin_mapping(Span where, const Properties& properties = {});
  /// `end` is the offset behind the closing bracket; 0 for a collection that ends with its last value.
  bool end_sequence(std::uint32_t end = 0);
  bool end_mapping(std::uint32_t end = 0);

  /// Whether the next value is a key.
  bool expects_key() const;
  /// The innermost collection that is still open; empty if there is none.
  std::optional<Span> open_collection() const;
  std::string_view source() const { return document_.source_; }

  /// Makes the document broken, for reasons that only the reader sees. Always false. `code` is the second
  /// half of the diagnostic's code.
  bool fail(std::string_view code, std::string message, Span where, std::string help = {},
            std::vector<Related> related = {});
  /// A place in the file that is being read.
  Location at(Span where) const { return {document_.file_, where.offset, where.length}; }

  /// Why the document is broken; empty while it is not.
  const std::optional<Diagnostic>& failure() const { return failure_; }
  /// Keys that stand twice, in a document that is whole apart from them; only where the limits let it pass.
  const std::vector<Diagnostic>& duplicates() const { return duplicates_; }
  const Document& document() const { return document_; }

 private:
  struct Anchor {
    NodeIndex node = none;
    bool open = false;
    std::uint32_t height = 0;    // collections inside it, one in the other
    std::uint64_t expanded = 1;  // nodes of it with all aliases written out
  };
  struct Frame {
    NodeIndex node = none;
    NodeIndex last = none;  // last child so far
    std::uint32_t children = 0;
    std::uint32_t height = 1;
    std::uint64_t expanded_before = 0;
    Anchor* anchor = nullptr;
  };
  struct Key {
    std::size_t hash;
    NodeIndex node;
  };

  bool add(Node node, const Properties& properties, std::uint64_t expanded = 1);
  bool begin(Kind kind, Span where, const Properties& properties);
  bool end(std::uint32_t end);
  bool intern_tag(std::string_view tag, Node& node);
  bool keys_are_unique(const Frame& frame);
  bool duplicate(NodeIndex first, NodeIndex second);
  void leave_out_duplicates(const Frame& frame);

  Document document_;
  ReadLimits limits_;
  std::string_view format_;
  std::vector<Frame> frames_;
  std::vector<Key> keys_;            // scratch for one mapping
  std::vector<NodeIndex> repeated_;  // of these, sorted, those that stood before
  std::vector<Diagnostic> duplicates_;
  std::map<std::string_view, Anchor> anchors_;
  std::uint64_t expanded_ = 0;
  std::uint32_t last_end_ = 0;  // end of the last text that was placed
  std::optional<Diagnostic> failure_;
};

}  // namespace placer::doc
