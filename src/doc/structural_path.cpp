// Nodes lie in the order in which they were read, so the node at a place is the last one that does not begin
// behind it; its parents are found in one pass over the children of all.
#include "doc/structural_path.hpp"

#include "doc/document.hpp"
#include "doc/read.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace placer::doc {
namespace {

/// What the formats that are read call the name of a document, or of an item of a list.
constexpr std::array<std::string_view, 7> name_keys{"name",         "Name", "address", "family",
                                                    "FunctionName", "id",   "key"};

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '~')
      text += "~0";
    else if (c == '/')
      text += "~1";
    else
      text += c;
  }
  return text;
}

std::string_view name_of(View item) {
  for (const std::string_view key : name_keys)
    if (const View name = item[key]; name.is_scalar() && !name.text().empty()) return name.text();
  return {};
}

/// "Deployment/shop/api" of an object with its namespace, else the name of a document or an item; "" of one
/// that does not say what it is.
std::string title(View item) {
  const View kind = item["kind"], metadata = item["metadata"];
  std::string text;
  const auto add = [&](std::string_view part) {
    if (!part.empty()) text += (text.empty() ? "" : "/") + escaped(part);
  };
  if (kind.is_scalar() && metadata.is_mapping()) add(kind.text());
  if (metadata.is_mapping()) add(metadata["namespace"].text());
  add(metadata.is_mapping() ? name_of(metadata) : name_of(item));
  // What `aws lambda get-function` prints.
  if (text.empty()) add(name_of(item["Configuration"]));
  return text;
}

/// The paths of one document.
class Paths {
 public:
  explicit Paths(const Document& document) : document_(document) {
    if (const std::string top = title(document.root()); !top.empty()) title_ = '/' + top;
    steps_.resize(document.node_count());
    for (NodeIndex parent = 0; parent < steps_.size(); ++parent) add_children(View(&document, parent));
  }

  std::string at(std::uint32_t offset) const {
    const auto behind = [&](NodeIndex index) { return document_.node(index).offset > offset; };
    NodeIndex low = 0, high = static_cast<NodeIndex>(steps_.size());
    while (low + 1 < high) {
      const NodeIndex middle = low + (high - low) / 2;
      (behind(middle) ? high : low) = middle;
    }
    std::vector<NodeIndex> way;
    for (NodeIndex index = low; index != none && index != 0; index = steps_[index].parent)
      way.push_back(index);
    std::string path = title_;
    for (auto index = way.rbegin(); index != way.rend(); ++index) path += '/' + name(*index);
    return path;
  }

 private:
  struct Step {
    NodeIndex parent = none;
    NodeIndex key = none;      // of the value of a mapping
    std::uint32_t number = 0;  // of the item of a sequence
  };

  void add_children(View parent) {
    const auto add = [&](View child, NodeIndex key, std::uint32_t number) {
      // What an alias shares stands where its anchor does, which was read before.
      if (child.index() > parent.index() && steps_[child.index()].parent == none)
        steps_[child.index()] = {parent.index(), key, number};
    };
    std::uint32_t number = 0;
    for (const View item : items(parent)) add(item, none, number++);
    for (const auto& [key, value] : entries(parent)) {
      add(key, key.index(), 0);
      add(value, key.index(), 0);
    }
  }

  std::string name(NodeIndex index) const {
    const Step& step = steps_[index];
    if (step.key != none) return escaped(View(&document_, step.key).text());
    std::string own = title(View(&document_, index));
    return own.empty() ? std::to_string(step.number) : own;
  }

  const Document& document_;
  std::string title_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<std::string> structural_paths(const SourceMap& sources, FileId file,
                                          const std::vector<std::uint32_t>& offsets) {
  std::vector<std::string> paths(offsets.size());
  DiagnosticSink told_before;
  const auto use = [&](const Document& document) {
    if (document.node_count() == 0) return;
    const Node& last = document.node(static_cast<NodeIndex>(document.node_count() - 1));
    const auto begin = std::lower_bound(offsets.begin(), offsets.end(), document.root().where().offset);
    const auto end = std::upper_bound(begin, offsets.end(), last.offset + last.length);
    if (begin == end) return;
    const Paths tree(document);
    std::transform(begin, end, paths.begin() + (begin - offsets.begin()),
                   [&](std::uint32_t offset) { return tree.at(offset); });
  };
  read_documents(sources, file, told_before, use, reading_again(sources.file(file)));
  return paths;
}

void StructuralPaths::add(const Location& where) {
  if (where) offsets_[where.file].insert(where.offset);
}

void StructuralPaths::find() {
  for (const auto& [file, offsets] : offsets_) {
    const std::vector<std::uint32_t> sorted(offsets.begin(), offsets.end());
    std::vector<std::string> paths = structural_paths(sources_, file, sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i)
      paths_.emplace(std::pair(file, sorted[i]), std::move(paths[i]));
  }
}

std::string StructuralPaths::of(const Location& where) const {
  const auto found = paths_.find({where.file, where.offset});
  return found == paths_.end() ? std::string() : found->second;
}

}  // namespace placer::doc
