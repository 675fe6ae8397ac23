// Merges are followed depth first with a stack of one's own. A mapping that was already seen adds nothing,
// since what came first wins; so shared bases, however they are nested, cost no more than one visit each.
#include "doc/merge.hpp"

#include "doc/edit.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace placer::doc {

namespace {

bool is_merge_key(View key) { return key.text() == "<<" && !key.quoted(); }

// The mappings and misfits that a mapping merges, last one first: as a stack takes them.
std::vector<View> sources_reversed(View mapping) {
  std::vector<View> sources;
  for (const auto [key, value] : entries(mapping)) {
    if (!is_merge_key(key)) continue;
    if (value.is_sequence()) {
      for (const View item : items(value)) sources.push_back(item);
    } else {
      sources.push_back(value);
    }
  }
  std::reverse(sources.begin(), sources.end());
  return sources;
}

bool merges(View mapping) {
  for (const auto [key, value] : entries(mapping))
    if (is_merge_key(key)) return true;
  return false;
}

}  // namespace

MergeChain merge_chain(View mapping) {
  MergeChain chain;
  if (!mapping.is_mapping()) return chain;
  std::set<NodeIndex> seen;  // by first child, which an alias shares with what it stands for
  std::vector<View> waiting = {mapping};
  while (!waiting.empty()) {
    const View next = waiting.back();
    waiting.pop_back();
    if (!next.is_mapping()) {
      if (!chain.misfit) chain.misfit = next;
      continue;
    }
    if (next.size() > 0 && !seen.insert(next.first().index()).second) continue;
    chain.mappings.push_back(next);
    const std::vector<View> sources = sources_reversed(next);
    waiting.insert(waiting.end(), sources.begin(), sources.end());
  }
  return chain;
}

View find_merged(View mapping, std::string_view key) {
  for (const View source : merge_chain(mapping).mappings) {
    if (const View value = source[key]) return value;
  }
  return {};
}

std::vector<Entries::Entry> merged_entries(View mapping) {
  std::vector<Entries::Entry> all;
  std::set<std::string_view> seen;
  for (const View source : merge_chain(mapping).mappings) {
    for (const auto& entry : entries(source)) {
      if (!is_merge_key(entry.key) && seen.insert(entry.key.text()).second) all.push_back(entry);
    }
  }
  return all;
}

Document resolve_merges(const Document& written) {
  std::map<NodeIndex, std::vector<Entries::Entry>> resolved;  // by first child, which an alias shares
  for (NodeIndex index = 0; index < written.node_count(); ++index) {
    const View mapping(&written, index);
    if (!merges(mapping) || resolved.contains(mapping.first().index())) continue;
    if (!merge_chain(mapping).misfit) resolved[mapping.first().index()] = merged_entries(mapping);
  }
  Edit edit(written);
  edit.replace_entries(resolved);
  return edit.document();
}

}  // namespace placer::doc
