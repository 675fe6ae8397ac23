#include "importers/marker.hpp"

#include "importers/native_probe.hpp"

#include <algorithm>

namespace placer::importers {
namespace {

constexpr std::string_view blanks = " \t";

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

bool is_one_of(std::string_view word, const auto& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool has_marker(std::string_view text, const rules::RuleSet& rules) {
  const std::vector<std::string_view> known = native_keys(rules);
  bool line_begins = true, word_begins = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter && word_begins) {
      const std::string_view key = key_at(text, at);
      if (is_one_of(key, foreign_keys) || key == "AWSTemplateFormatVersion") return true;
      if (line_begins && key != "name" && key != "version" && is_one_of(key, known)) return true;
    }
    word_begins = !is_letter && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-';
    line_begins = c == '\n';
  }
  return false;
}

}  // namespace placer::importers
