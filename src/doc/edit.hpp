// A document that differs from the one that was read: with merge keys resolved, or with what its format
// leaves out. What is new refers to places and texts of the old one.
#pragma once

#include "doc/document.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace placer::doc {

class Edit {
 public:
  explicit Edit(const Document& written) : document_(written) {}
  /// The text of the file, which must outlive this: what stands in its strings gets the places that it has in
  /// them.
  void set_source(std::string_view text) { source_ = text; }

  /// Gives every mapping with one of these first children other entries, of whatever mappings of the written
  /// document.
  void replace_entries(const std::map<NodeIndex, std::vector<Entries::Entry>>& by_first);
  /// Puts a text behind the last entry of a mapping. It stands where `place` does.
  void add_text(NodeIndex mapping, std::string_view key, std::string_view text, View place);
  /// Puts a value of the document there once more; `key` does not matter where it is put into a list.
  void add_value(NodeIndex parent, std::string_view key, View value);
  /// Puts an empty mapping or list there, which stands where `place` does; into nothing where `parent` is
  /// none.
  NodeIndex add_empty(NodeIndex parent, std::string_view key, Kind kind, View place);
  /// Puts a value of the document there once more, as what stands in it without its quotes.
  void add_plain(NodeIndex parent, std::string_view key, View value);
  /// Puts a value of another document there, which `place` has as its text: what stands in it stands where it
  /// does in the file, or where `place` does if that is not known. Its nulls are left out.
  void add_foreign(NodeIndex parent, std::string_view key, View value, View place);
  /// Makes the document a mapping that has under this key what it was.
  void wrap_root(std::string_view key);

  /// Makes a node a plain text, whatever it was; it stands where it stood.
  void set_text(NodeIndex node, std::string_view text);

  const Document& document() const { return document_; }

 private:
  NodeIndex text_node(std::string_view text, View place);
  void append(NodeIndex parent, std::string_view key, NodeIndex value, View place);
  void put_within(NodeIndex node, View inner, View place, const std::vector<std::uint32_t>& places);

  Document document_;
  std::string_view source_;
  std::map<NodeIndex, NodeIndex> last_;  // the last child of what something was put into
};

}  // namespace placer::doc
