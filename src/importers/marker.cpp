#include "importers/marker.hpp"

#include "base/text.hpp"
#include "importers/draft.hpp"
#include "importers/importer.hpp"
#include "importers/native_probe.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {
namespace {

constexpr std::string_view blanks = " \t";

/// What may stand between the beginning of an entry and its key.
constexpr std::string_view entry_prefix = " \t\r\"'";

/// `name` and so many keys in all tell a manifest, however they are indented.
constexpr std::size_t enough_keys = 3;

/// The word before a colon that begins at `at`, without quotes; empty where none does.
std::string_view key_at(std::string_view text, std::size_t at) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
  const std::size_t end = std::min(text.find_first_not_of(letters, at), text.size());
  std::size_t colon = end;
  if (colon < text.size() && (text[colon] == '"' || text[colon] == '\'')) ++colon;
  colon = text.find_first_not_of(blanks, colon);
  return colon != std::string_view::npos && text[colon] == ':' ? text.substr(at, end - at)
                                                               : std::string_view();
}

}  // namespace

const std::vector<std::string_view>& foreign_keys() {
  static const std::vector<std::string_view> keys = [] {
    std::vector<std::string_view> all_keys;
    for (const Importer* importer : all())
      for (const std::string_view key : importer->marker_keys()) all_keys.push_back(key);
    return all_keys;
  }();
  return keys;
}

bool has_marker(std::string_view text, const rules::RuleSet& rules) {
  const std::vector<std::string_view> known = native_keys(rules);
  const std::vector<std::string_view>& foreign = foreign_keys();
  std::vector<std::string_view> seen;  // keys of the vocabulary that are indented, or stand in JSON
  bool word_begins = true, line_begins = true, entry_begins = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool letter = is_letter(c);
    if (letter && word_begins) {
      const std::string_view key = key_at(text, at);
      if (is_one_of(key, foreign)) return true;
      if (entry_begins && is_one_of(key, known)) {
        if (line_begins && key != "name" && key != "version") return true;
        if (!is_one_of(key, seen)) seen.push_back(key);
      }
    }
    word_begins = !letter && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-';
    line_begins = c == '\n';
    entry_begins =
        line_begins || c == '{' || c == ',' || (entry_begins && entry_prefix.find(c) != entry_prefix.npos);
  }
  return is_one_of(std::string_view("name"), seen) && seen.size() >= enough_keys;
}

std::string describe_top(doc::View root, const rules::RuleSet& rules) {
  constexpr std::size_t most = 3;
  if (!root.is_mapping()) return root.is_null() ? std::string() : std::string(doc::to_string(root.kind()));
  const std::vector<std::string_view> known = native_keys(rules);
  std::vector<std::string> strange, own;
  for (const auto [key, value] : doc::entries(root)) {
    std::vector<std::string>& words = is_one_of(key.text(), known) ? own : strange;
    if (words.size() < most) words.push_back(fmt::format("`{}`", printable(key.text())));
  }
  const std::vector<std::string>& told = strange.empty() ? own : strange;
  return told.empty() ? "nothing" : join(told, ", ");
}

std::string describe_formats() {
  std::vector<std::string_view> summaries;
  for (const Importer* importer : all()) summaries.push_back(importer->summary());
  return join(summaries, "; ");
}

}  // namespace placer::importers
