// The document tree: what YAML and JSON files become, with the place of everything.
//
// Nodes lie in one vector in the order in which they were read and refer to one another by index; text lies
// in the source or, where the parser had to unescape it, in one string. A document is therefore a handful of
// allocations however large it is, and is reused for the next one of a stream.
#pragma once

#include <placer/source.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace placer::doc {

enum class Kind : std::uint8_t { null, scalar, sequence, mapping };
/// As messages call it: "nothing", "a value", "a list", "a mapping".
std::string_view to_string(Kind kind);

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex none = UINT32_MAX;

/// One value of a document. A mapping's children alternate key, value, key, value, linked by `next`; its keys
/// are scalars.
struct Node {
  std::uint32_t offset =
      0;  ///< where the value stands in the source, its tag included and its anchor not; an alias
          ///< stands where the `*name` does, a null without text where its key or `-` does
  std::uint32_t length = 0;
  std::uint32_t text = 0;  ///< offset of the scalar's text in the source, or in the document's own text
  std::uint32_t text_length = 0;  ///< of the text
  NodeIndex first = none;         ///< first child
  NodeIndex next = none;          ///< next sibling
  std::uint32_t size = 0;         ///< items of a sequence, entries of a mapping
  std::uint16_t tag = 0;          ///< 0, or one more than an index into the document's tags ("!Ref", "!Sub")
  Kind kind = Kind::null;
  bool quoted : 1 =
      false;  ///< the scalar was quoted, a block scalar or a JSON string: it is text, never a number
  bool verbatim : 1 = false;  ///< the text is a piece of the source
  bool alias : 1 = false;     ///< stands for an anchored value; children are shared with it
};

class Document;

/// A node of a document, as code that reads documents sees it. Cheap to copy; valid while the document is.
/// Every question may be put to a false view: it is nothing, without text, place, size and children.
class View {
 public:
  View() = default;
  View(const Document* document, NodeIndex index) : document_(document), index_(index) {}

  explicit operator bool() const { return index_ != none; }  ///< false: there is no such node
  Kind kind() const;
  bool is_scalar() const { return kind() == Kind::scalar; }
  bool is_mapping() const { return kind() == Kind::mapping; }
  bool is_sequence() const { return kind() == Kind::sequence; }
  bool is_null() const { return kind() == Kind::null; }
  bool quoted() const;            ///< a scalar that is text whatever it looks like
  std::string_view text() const;  ///< a scalar's text; "" for the others
  std::string_view tag() const;   ///< "!Ref", "!!binary"; "" without one
  Location where() const;         ///< where the value stands
  std::size_t size() const;       ///< items of a sequence, entries of a mapping

  /// The value of a key; a false view where this is no mapping or has no such key. Keys are compared as text.
  View operator[](std::string_view key) const;
  /// The first child and the next sibling, for walking a sequence or the keys and values of a mapping.
  View first() const;
  View next() const;
  NodeIndex index() const { return index_; }
  const Document* document() const { return document_; }  ///< null of a view of nothing

 private:
  View sibling(NodeIndex index) const { return index == none ? View() : View(document_, index); }

  const Document* document_ = nullptr;
  NodeIndex index_ = none;
};

/// For `for (auto item : items(view))` over a sequence, and `for (auto [key, value] : entries(view))` over a
/// mapping. Both are empty for other kinds.
class Items {
 public:
  explicit Items(View sequence) : view_(sequence.is_sequence() ? sequence.first() : View()) {}
  struct iterator {
    View at;
    View operator*() const { return at; }
    iterator& operator++() {
      at = at.next();
      return *this;
    }
    bool operator!=(const iterator& other) const { return at.index() != other.at.index(); }
  };
  iterator begin() const { return {view_}; }
  iterator end() const { return {}; }

 private:
  View view_;
};

class Entries {
 public:
  explicit Entries(View mapping) : view_(mapping.is_mapping() ? mapping.first() : View()) {}
  struct Entry {
    View key, value;
  };
  struct iterator {
    View at;
    Entry operator*() const { return {at, at.next()}; }
    iterator& operator++() {
      at = at.next().next();
      return *this;
    }
    bool operator!=(const iterator& other) const { return at.index() != other.at.index(); }
  };
  iterator begin() const { return {view_}; }
  iterator end() const { return {}; }

 private:
  View view_;
};

inline Items items(View sequence) { return Items(sequence); }
inline Entries entries(View mapping) { return Entries(mapping); }

/// One document of a stream. Filled by the readers through TreeBuilder.
class Document {
 public:
  /// The outermost value; a false view for a document that was never filled.
  View root() const { return nodes_.empty() ? View() : View(this, 0); }
  const Node& node(NodeIndex index) const { return nodes_[index]; }
  /// A node's text, from the source or from the document.
  std::string_view text(const Node& node) const {
    return (node.verbatim ? source_ : std::string_view(text_)).substr(node.text, node.text_length);
  }
  /// A node's tag; "" without one.
  std::string_view tag(const Node& node) const {
    return node.tag == 0 ? std::string_view() : tags_[node.tag - 1U];
  }
  FileId file() const { return file_; }
  /// What it is written in: "yaml", "json", "dockerfile".
  std::string_view format() const { return format_; }
  /// Keys of it stood twice: the later ones are left out, and what the author meant is not known.
  bool is_ambiguous() const { return ambiguous_; }
  std::size_t node_count() const { return nodes_.size(); }
  /// Whether a plain `<<` stands as a key somewhere in it.
  bool has_merge_keys() const { return has_merge_keys_; }

 private:
  friend class TreeBuilder;
  friend class Edit;
  std::vector<Node> nodes_;
  std::string text_;
  std::vector<std::string> tags_;
  std::string_view source_;
  std::string_view format_;  // a literal
  FileId file_ = no_file;
  bool ambiguous_ = false;
  bool has_merge_keys_ = false;
};

}  // namespace placer::doc
