#include "importers/kubernetes_lists.hpp"

#include "doc/edit.hpp"

#include <string_view>

namespace placer::importers::kubernetes {
namespace {

constexpr std::string_view suffix = "List";

bool is_list(doc::View object) {
  return object["kind"].text().ends_with(suffix) && object["items"].is_sequence();
}

/// The objects in an object; nothing where it stands for itself. A template of OpenShift holds them with the
/// names of its parameters in place of what is filled in.
doc::View contents(doc::View object) {
  if (is_list(object)) return object["items"];
  const std::string_view version = object["apiVersion"].text();
  const bool is_template = object["kind"].text() == "Template" &&
                           (version == "v1" || version.starts_with("template.openshift.io/"));
  return is_template && object["objects"].is_sequence() ? object["objects"] : doc::View();
}

/// `use` is called with every item of a document, its list and, before them, the lists that hold others.
template <class Use>
void each_item(doc::View root, Use use) {
  std::vector<doc::View> open{root};
  while (!open.empty()) {
    const doc::View list = open.back();
    open.pop_back();
    for (const doc::View item : doc::items(list["items"])) {
      use(list, item);
      if (is_list(item)) open.push_back(item);
    }
  }
}

bool lacks_kind(doc::View list, doc::View item) {
  return item.is_mapping() && !item["kind"] && list["kind"].text().size() > suffix.size();
}

}  // namespace

std::vector<doc::View> objects(doc::View root) {
  std::vector<doc::View> found, open{root};
  while (!open.empty()) {
    const doc::View object = open.back();
    open.pop_back();
    const doc::View list = contents(object);
    if (!list) {
      found.push_back(object);
      continue;
    }
    std::vector<doc::View> inside;
    for (const doc::View item : doc::items(list)) inside.push_back(item);
    open.insert(open.end(), inside.rbegin(), inside.rend());
  }
  return found;
}

std::optional<doc::Document> complete_items(const doc::Document& written) {
  if (!is_list(written.root())) return std::nullopt;
  bool any = false;
  each_item(written.root(), [&](doc::View list, doc::View item) { any = any || lacks_kind(list, item); });
  if (!any) return std::nullopt;
  doc::Edit edit(written);
  each_item(written.root(), [&](doc::View list, doc::View item) {
    // What an alias stands for may be complete by now.
    if (!lacks_kind(list, {&edit.document(), item.index()})) return;
    const doc::View kind = list["kind"];
    if (!item["apiVersion"]) edit.add_text(item.index(), "apiVersion", list["apiVersion"].text(), kind);
    edit.add_text(item.index(), "kind", kind.text().substr(0, kind.text().size() - suffix.size()), kind);
  });
  return edit.document();
}

}  // namespace placer::importers::kubernetes
