// Nodes are appended and linked anew; what stands within them stays where it is.
#include "doc/edit.hpp"

#include "doc/embedded.hpp"

#include <deque>

namespace placer::doc {

void Edit::replace_entries(const std::map<NodeIndex, std::vector<Entries::Entry>>& by_first) {
  last_.clear();
  std::vector<Node>& nodes = document_.nodes_;
  std::map<NodeIndex, Node> replaced;  // of which the first child and the size count
  for (const auto& [first, entries] : by_first) {
    Node& chain = replaced[first];
    NodeIndex last = none;
    const auto append = [&](View view) {
      const auto index = static_cast<NodeIndex>(nodes.size());
      nodes.push_back(Node(nodes[view.index()]));
      nodes.back().next = none;
      (last == none ? chain.first : nodes[last].next) = index;
      last = index;
    };
    for (const Entries::Entry& entry : entries) {
      append(entry.key);
      append(entry.value);
    }
    chain.size = static_cast<std::uint32_t>(entries.size());
  }
  // Copies too: what was merged may hold mappings that merge others.
  for (Node& node : nodes) {
    if (node.kind != Kind::mapping) continue;
    if (const auto found = replaced.find(node.first); found != replaced.end()) {
      node.first = found->second.first;
      node.size = found->second.size;
    }
  }
}

NodeIndex Edit::text_node(std::string_view text, View place) {
  Node node;
  const Location where = place.where();
  node.offset = where.offset;
  node.length = where.length;
  node.text = static_cast<std::uint32_t>(document_.text_.size());
  node.text_length = static_cast<std::uint32_t>(text.size());
  node.kind = Kind::scalar;
  node.quoted = true;
  document_.text_ += text;
  document_.nodes_.push_back(node);
  return static_cast<NodeIndex>(document_.nodes_.size() - 1);
}

void Edit::set_text(NodeIndex index, std::string_view text) {
  Node& node = document_.nodes_[index];
  node.text = static_cast<std::uint32_t>(document_.text_.size());
  node.text_length = static_cast<std::uint32_t>(text.size());
  node.kind = Kind::scalar;
  node.first = none;
  node.size = 0;
  node.tag = 0;
  node.quoted = node.verbatim = false;
  document_.text_ += text;
}

void Edit::wrap_root(std::string_view key) {
  last_.clear();
  const NodeIndex name = text_node(key, document_.root());
  std::vector<Node>& nodes = document_.nodes_;
  const auto inner = static_cast<NodeIndex>(nodes.size());
  nodes.push_back(Node(nodes.front()));
  nodes[name].next = inner;
  nodes.front().kind = Kind::mapping;
  nodes.front().first = name;
  nodes.front().size = 1;
  nodes.front().tag = 0;
}

void Edit::append(NodeIndex parent, std::string_view key, NodeIndex value, View place) {
  const bool is_keyed = document_.nodes_[parent].kind == Kind::mapping;
  const NodeIndex begin = is_keyed ? text_node(key, place) : value;
  std::vector<Node>& nodes = document_.nodes_;
  if (is_keyed) nodes[begin].next = value;
  NodeIndex& last = last_.try_emplace(parent, nodes[parent].first).first->second;
  while (last != none && nodes[last].next != none) last = nodes[last].next;
  (last == none ? nodes[parent].first : nodes[last].next) = begin;
  last = value;
  ++nodes[parent].size;
}

void Edit::add_text(NodeIndex mapping, std::string_view key, std::string_view text, View place) {
  append(mapping, key, text_node(text, place), place);
}

void Edit::add_value(NodeIndex parent, std::string_view key, View value) {
  std::vector<Node>& nodes = document_.nodes_;
  nodes.push_back(Node(nodes[value.index()]));
  nodes.back().next = none;
  append(parent, key, static_cast<NodeIndex>(nodes.size() - 1), value);
}

void Edit::add_plain(NodeIndex parent, std::string_view key, View value) {
  add_value(parent, key, value);
  document_.nodes_[last_.at(parent)].quoted = false;
}

void Edit::add_foreign(NodeIndex parent, std::string_view key, View value, View place) {
  struct Open {
    NodeIndex parent;
    std::string_view key;
    View value;
    View written_key = {};
  };
  std::deque<Open> open{{parent, key, value}};  // the first is taken next, so that items keep their order
  const Location whole = place.where();
  std::vector<std::uint32_t> places;
  if (whole.offset + whole.length <= source_.size())
    places = places_within(source_.substr(whole.offset, whole.length), place.text());
  const auto put_key = [&](View written_key) {
    // It was made last.
    if (written_key)
      put_within(static_cast<NodeIndex>(document_.nodes_.size() - 1), written_key, place, places);
  };
  while (!open.empty()) {
    const Open next = open.front();
    open.pop_front();
    if (next.value.is_null()) continue;
    if (next.value.is_scalar()) {
      const NodeIndex text = text_node(next.value.text(), place);
      document_.nodes_[text].quoted = next.value.quoted();
      append(next.parent, next.key, text, place);
      put_key(next.written_key);
      put_within(text, next.value, place, places);
      continue;
    }
    const NodeIndex made = add_empty(next.parent, next.key, next.value.kind(), place);
    put_key(next.written_key);
    put_within(made, next.value, place, places);
    for (const View item : items(next.value)) open.push_back({made, {}, item});
    for (const auto [name, part] : entries(next.value)) open.push_back({made, name.text(), part, name});
  }
}

/// A node of the text that `place` has.
void Edit::put_within(NodeIndex node, View inner, View place, const std::vector<std::uint32_t>& places) {
  const Location where = inner.where();
  if (where.offset + where.length >= places.size()) return;
  const std::uint32_t begin = places[where.offset];
  document_.nodes_[node].offset = place.where().offset + begin;
  document_.nodes_[node].length = places[where.offset + where.length] - begin;
}

NodeIndex Edit::add_empty(NodeIndex parent, std::string_view key, Kind kind, View place) {
  Node node;
  const Location where = place.where();
  node.offset = where.offset;
  node.length = where.length;
  node.kind = kind;
  document_.nodes_.push_back(node);
  const auto index = static_cast<NodeIndex>(document_.nodes_.size() - 1);
  if (parent != none) append(parent, key, index, place);
  return index;
}

}  // namespace placer::doc
