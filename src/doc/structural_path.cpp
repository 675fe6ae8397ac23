// Nodes lie in the order in which they were read, so the node at a place is the last one that does not begin
// behind it; its parents are found in one pass over the children of all.
#include "doc/structural_path.hpp"

#include "doc/document.hpp"
#include "doc/embedded.hpp"
#include "doc/read.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
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

/// Whether the items of a list are mappings of one name each, as functions of Serverless may be, and no two
/// of one name.
bool names_its_items(View list) {
  std::set<std::string_view> names;
  for (const View item : items(list)) {
    if (item.size() != 1 || !item.is_mapping()) return false;
    for (const auto& [key, value] : entries(item))
      if (!value.is_mapping() || !names.insert(key.text()).second) return false;
  }
  return !names.empty();
}

/// The paths of one document, of which `text` is the file where JSON that stands in its strings is entered.
class Paths {
 public:
  explicit Paths(const Document& document, std::string_view text = {}) : document_(document), text_(text) {
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
    for (auto index = way.rbegin(); index != way.rend(); ++index)
      if (const std::string step = name(*index); !step.empty()) path += '/' + step;
    return path + within(low, offset);
  }

 private:
  struct Step {
    NodeIndex parent = none;
    NodeIndex key = none;      // of the value of a mapping
    std::uint32_t number = 0;  // of the item of a sequence
    bool is_named = false;     // by its only key, which is the next step
  };
  /// JSON in a string.
  struct Inner {
    SourceMap sources;  // has the texts of the document
    Document document;
    std::vector<std::uint32_t> places;
  };

  /// The path in the JSON that a string holds; "" where it holds none, or is meant itself.
  std::string within(NodeIndex index, std::uint32_t offset) const {
    const View string(&document_, index);
    const Location where = string.where();
    if (!string.is_scalar() || offset <= where.offset || offset >= where.offset + where.length ||
        where.offset + where.length > text_.size() || string.text().find_first_of("[{") != 0)
      return {};
    const auto [known, is_new] = inner_.try_emplace(index);
    Inner& inner = known->second;
    if (is_new) {
      inner.places = places_within(text_.substr(where.offset, where.length), string.text());
      DiagnosticSink unheard;
      read_documents(inner.sources, inner.sources.add("string.json", std::string(string.text())), unheard,
                     [&](const Document& document) { inner.document = document; });
    }
    if (inner.places.empty() || inner.document.node_count() == 0) return {};
    const auto behind = std::upper_bound(inner.places.begin(), inner.places.end(), offset - where.offset);
    if (behind == inner.places.begin()) return {};
    return Paths(inner.document).at(static_cast<std::uint32_t>(behind - inner.places.begin() - 1));
  }

  void add_children(View parent) {
    const auto add = [&](View child, NodeIndex key, std::uint32_t number) {
      // What an alias shares stands where its anchor does, which was read before.
      if (child.index() > parent.index() && steps_[child.index()].parent == none)
        steps_[child.index()] = {parent.index(), key, number};
    };
    std::uint32_t number = 0;
    const bool named = parent.is_sequence() && names_its_items(parent);
    for (const View item : items(parent)) {
      add(item, none, number++);
      steps_[item.index()].is_named = named;
    }
    for (const auto& [key, value] : entries(parent)) {
      add(key, key.index(), 0);
      add(value, key.index(), 0);
    }
  }

  std::string name(NodeIndex index) const {
    const Step& step = steps_[index];
    if (step.key != none) return escaped(View(&document_, step.key).text());
    if (step.is_named) return {};
    std::string own = title(View(&document_, index));
    return own.empty() ? std::to_string(step.number) : own;
  }

  const Document& document_;
  std::string_view text_;
  std::string title_;
  std::vector<Step> steps_;
  mutable std::map<NodeIndex, Inner> inner_;
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
    const Paths tree(document, sources.file(file).text());
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
