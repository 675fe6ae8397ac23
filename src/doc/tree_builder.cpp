// A stack of open collections is all the state there is beside the document itself: a new node is linked
// behind the last child of the innermost one. Buffers keep their size from one document to the next.
#include "doc/tree_builder.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace placer::doc {

namespace {

// Real files have about twenty tags; more than this is an attack on the linear search.
constexpr std::size_t most_tags = 255;

// Of one document; more tell nobody anything.
constexpr std::size_t most_duplicates = 20;

Span span_of(const Node& node) { return {node.offset, node.length}; }

}  // namespace

TreeBuilder::TreeBuilder(const SourceMap& sources, FileId file, const ReadLimits& limits) : limits_(limits) {
  document_.file_ = file;
  document_.source_ = sources.file(file).text();
}

void TreeBuilder::begin_document(std::string_view format) {
  format_ = document_.format_ = format;
  document_.nodes_.clear();
  document_.text_.clear();
  document_.tags_.clear();
  document_.has_merge_keys_ = false;
  frames_.clear();
  anchors_.clear();
  expanded_ = 0;
  last_end_ = 0;
  failure_.reset();
  duplicates_.clear();
  document_.ambiguous_ = false;
}

bool TreeBuilder::end_document() {
  if (failure_ || document_.nodes_.empty()) return false;
  const Node& root = document_.nodes_.front();
  return root.kind != Kind::null || root.length > 0;
}

bool TreeBuilder::fail(std::string_view code, std::string message, Span where, std::string help,
                       std::vector<Related> related) {
  if (failure_) return false;
  failure_ = {Severity::error,    fmt::format("{}.{}", format_, code),
              std::move(message), at(where),
              std::move(help),    std::move(related)};
  return false;
}

bool TreeBuilder::expects_key() const {
  if (frames_.empty()) return false;
  const Frame& parent = frames_.back();
  return parent.children % 2 == 0 && document_.nodes_[parent.node].kind == Kind::mapping;
}

std::optional<Span> TreeBuilder::open_collection() const {
  if (frames_.empty()) return std::nullopt;
  return span_of(document_.nodes_[frames_.back().node]);
}

bool TreeBuilder::add(Node node, const Properties& properties, std::uint64_t expanded) {
  if (failure_) return false;
  const Span where = span_of(node);
  if (node.kind != Kind::scalar && expects_key()) {
    return node.kind == Kind::null
               ? fail("key", "a key is missing before this ':'", where, "write 'key: value'")
               : fail("key", fmt::format("{} cannot be a key; a key is plain text", to_string(node.kind)),
                      where, "put quotes around it if it is meant as text");
  }
  if (document_.nodes_.size() >= limits_.nodes) {
    return fail("size", fmt::format("this document has more than {} values", limits_.nodes), where,
                "split it into several documents, or allow more: --max-nodes");
  }
  expanded_ += expanded;
  if (expanded_ > limits_.expanded) {
    return fail(
        "alias", fmt::format("written out, the aliases make more than {} values", limits_.expanded), where,
        "alias smaller values, or write fewer aliases inside anchored values; --max-aliases allows more");
  }
  if (!properties.tag.empty() && !intern_tag(properties.tag, node)) return false;

  const auto index = static_cast<NodeIndex>(document_.nodes_.size());
  if (!frames_.empty()) {
    Frame& parent = frames_.back();
    (parent.last == none ? document_.nodes_[parent.node].first : document_.nodes_[parent.last].next) = index;
    parent.last = index;
    ++parent.children;
  }
  document_.nodes_.push_back(node);
  if (!properties.anchor.empty()) anchors_[properties.anchor] = {index, false, 0, 1};
  last_end_ = std::max(last_end_, where.offset + where.length);
  return true;
}

bool TreeBuilder::intern_tag(std::string_view tag, Node& node) {
  std::vector<std::string>& tags = document_.tags_;
  auto known = std::find(tags.begin(), tags.end(), tag);
  if (known == tags.end()) {
    if (tags.size() >= most_tags) {
      return fail("tag", fmt::format("this document has more than {} different tags", most_tags),
                  span_of(node));
    }
    known = tags.emplace(tags.end(), tag);
  }
  node.tag = static_cast<std::uint16_t>(known - tags.begin() + 1);
  return true;
}

bool TreeBuilder::null(Span where, const Properties& properties) {
  Node node;
  node.offset = where.offset;
  node.length = where.length;
  if (where.length == 0 && !frames_.empty()) {
    const Frame& parent = frames_.back();
    if (document_.nodes_[parent.node].kind == Kind::sequence) {
      if (where.offset > 0 && source()[where.offset - 1] == '-') node.offset -= 1, node.length = 1;
    } else if (!expects_key()) {
      node.offset = document_.nodes_[parent.last].offset;
      node.length = document_.nodes_[parent.last].length;
    }
  }
  return add(node, properties);
}

bool TreeBuilder::scalar(Span where, std::uint32_t text_at, std::string_view text, bool quoted,
                         const Properties& properties) {
  if (failure_) return false;
  Node node;
  node.offset = where.offset;
  node.length = where.length;
  node.kind = Kind::scalar;
  node.quoted = quoted;
  node.text_length = static_cast<std::uint32_t>(text.size());
  node.verbatim = text_at <= source().size() && source().substr(text_at, text.size()) == text;
  if (node.verbatim) {
    node.text = text_at;
  } else {
    // Escapes may make a text longer than its source, so that the sum can outgrow an offset although no file
    // can.
    if (document_.text_.size() + text.size() > UINT32_MAX) {
      return fail("size", "the texts of this document take more than 4 GiB", where,
                  "split it into several documents");
    }
    node.text = static_cast<std::uint32_t>(document_.text_.size());
    document_.text_ += text;
  }
  if (text == "<<" && !quoted && expects_key()) document_.has_merge_keys_ = true;
  return add(node, properties);
}

bool TreeBuilder::alias(Span where, std::string_view name) {
  if (failure_) return false;
  const auto found = anchors_.find(name);
  if (found == anchors_.end()) {
    std::vector<std::string_view> names;
    for (const auto& [known, anchor] : anchors_) names.push_back(known);
    const auto near = closest(name, names);
    return fail(
        "alias", fmt::format("there is no anchor '&{}' before this alias", name), where,
        near ? fmt::format("did you mean '*{}'?", *near)
             : "write '&name' before the value that '*name' stands for, or quotes around a text with '*'");
  }
  const Anchor& anchor = found->second;
  Node node = document_.nodes_[anchor.node];
  if (anchor.open) {
    return fail("alias", fmt::format("'*{}' stands inside the value that it stands for", name), where,
                "a value cannot contain itself; write it out",
                {{at(span_of(node)), "the value begins here"}});
  }
  if (frames_.size() + anchor.height > limits_.depth) {
    return fail("depth",
                fmt::format("with this alias, values are nested deeper than {} levels", limits_.depth), where,
                "no manifest needs that; --max-depth allows more");
  }
  if (!frames_.empty()) frames_.back().height = std::max(frames_.back().height, anchor.height + 1);
  node.offset = where.offset;
  node.length = where.length;
  node.next = none;
  node.alias = true;
  return add(node, {}, anchor.expanded);
}

bool TreeBuilder::begin(Kind kind, Span where, const Properties& properties) {
  if (failure_) return false;
  if (frames_.size() >= limits_.depth) {
    return fail("depth", fmt::format("values are nested deeper than {} levels here", limits_.depth), where,
                "no manifest needs that; is a bracket missing? --max-depth allows more");
  }
  Node node;
  node.offset = where.offset;
  node.length = where.length;
  node.kind = kind;
  Frame frame;
  frame.expanded_before = expanded_;
  if (!add(node, properties)) return false;
  frame.node = static_cast<NodeIndex>(document_.nodes_.size() - 1);
  if (!properties.anchor.empty()) {
    frame.anchor = &anchors_[properties.anchor];
    frame.anchor->open = true;
  }
  frames_.push_back(frame);
  return true;
}

bool TreeBuilder::begin_sequence(Span where, const Properties& properties) {
  return begin(Kind::sequence, where, properties);
}

bool TreeBuilder::begin_mapping(Span where, const Properties& properties) {
  return begin(Kind::mapping, where, properties);
}

bool TreeBuilder::end(std::uint32_t end) {
  if (failure_) return false;
  const Frame frame = frames_.back();
  Node& node = document_.nodes_[frame.node];
  const bool is_mapping = node.kind == Kind::mapping;
  node.size = is_mapping ? frame.children / 2 : frame.children;
  last_end_ = std::max(last_end_, end);
  node.length = last_end_ - node.offset;
  if (is_mapping && !keys_are_unique(frame)) return false;
  frames_.pop_back();
  if (!frames_.empty()) frames_.back().height = std::max(frames_.back().height, frame.height + 1);
  // The name may have been given to another value meanwhile.
  if (frame.anchor && frame.anchor->node == frame.node) {
    *frame.anchor = {frame.node, false, frame.height, expanded_ - frame.expanded_before};
  }
  return true;
}

bool TreeBuilder::end_sequence(std::uint32_t end_offset) { return end(end_offset); }

bool TreeBuilder::end_mapping(std::uint32_t end_offset) { return end(end_offset); }

// Sorts the keys by hash, so that equal ones become neighbours. Texts are compared only where hashes are
// equal, so that keys made to collide cost no more than sorting by text.
bool TreeBuilder::keys_are_unique(const Frame& frame) {
  const std::vector<Node>& nodes = document_.nodes_;
  if (frame.children < 4) return true;
  const auto text = [&](const Key& key) { return document_.text(nodes[key.node]); };
  keys_.clear();
  for (NodeIndex key = nodes[frame.node].first; key != none; key = nodes[nodes[key].next].next) {
    keys_.push_back({std::hash<std::string_view>()(document_.text(nodes[key])), key});
  }
  std::sort(keys_.begin(), keys_.end(), [&](const Key& a, const Key& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    const int order = text(a).compare(text(b));
    return order != 0 ? order < 0 : a.node < b.node;
  });
  // Of each key, what stands behind its first one; the earliest of these is the one that is reported alone.
  repeated_.clear();
  NodeIndex first = none, second = none;
  for (std::size_t i = 1, group = 0; i < keys_.size(); ++i) {
    if (keys_[i].hash != keys_[group].hash || text(keys_[i]) != text(keys_[group])) {
      group = i;
      continue;
    }
    repeated_.push_back(keys_[i].node);
    if (limits_.ambiguous)
      duplicate(keys_[group].node, keys_[i].node);
    else if (keys_[i].node < second)
      first = keys_[group].node, second = keys_[i].node;
  }
  if (repeated_.empty()) return true;
  if (!limits_.ambiguous) return duplicate(first, second);
  leave_out_duplicates(frame);
  return true;
}

/// Reports a key that stands twice: as what breaks the document, or as one of several.
bool TreeBuilder::duplicate(NodeIndex first, NodeIndex second) {
  if (duplicates_.size() >= most_duplicates) return false;
  const auto& nodes = document_.nodes_;
  const std::string_view key = document_.text(nodes[second]);
  fail("duplicate-key", fmt::format("the key {} stands in this mapping twice", in_quotes(key)),
       span_of(nodes[second]),
       key == "<<" ? "merge several mappings with one '<<: [*first, *second]'"
                   : "remove one of them; programs differ in which one they obey",
       {{at(span_of(nodes[first])), "it stands here first"}});
  if (!limits_.ambiguous) return false;
  duplicates_.push_back(std::move(*failure_));
  failure_.reset();
  return false;
}

void TreeBuilder::leave_out_duplicates(const Frame& frame) {
  std::vector<Node>& nodes = document_.nodes_;
  std::sort(repeated_.begin(), repeated_.end());
  NodeIndex value_before = none;
  for (NodeIndex key = nodes[frame.node].first; key != none;) {
    const NodeIndex value = nodes[key].next, after = nodes[value].next;
    if (std::binary_search(repeated_.begin(), repeated_.end(), key))
      nodes[value_before].next = after;
    else
      value_before = value;
    key = after;
  }
  nodes[frame.node].size -= static_cast<std::uint32_t>(repeated_.size());
  document_.ambiguous_ = true;
}

}  // namespace placer::doc
