#include "importers/dockerfile_instruction.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace placer::importers::dockerfile {
namespace {

constexpr std::string_view blanks = " \t\v\f\r\n";

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }

}  // namespace

Instruction::Instruction(doc::View node)
    : node_(node),
      keyword_(to_lower(node["keyword"].text())),
      trigger_(to_lower(node["trigger"].text())),
      rest_(node["lines"]) {}

std::vector<Flag> Instruction::flags() const {
  std::vector<Flag> flags;
  for (const doc::View flag : doc::items(node_["flags"])) {
    std::string_view text = flag.text();
    if (text.starts_with("--")) text.remove_prefix(2);
    const std::size_t equal = text.find('=');
    const bool has_value = equal != std::string_view::npos;
    flags.push_back({text.substr(0, equal), has_value ? text.substr(equal + 1) : std::string_view(),
                     has_value, flag.where()});
  }
  return flags;
}

std::optional<Flag> Instruction::flag(std::string_view name) const {
  for (const Flag& flag : flags())
    if (flag.name == name && flag.has_value) return flag;
  return std::nullopt;
}

Location Instruction::rest_where() const {
  return rest_.text().empty() ? where() : rest_.where(0, rest_.text().size());
}

Word Instruction::part(std::size_t begin, std::size_t end) const {
  return {rest_.text().substr(begin, end - begin), rest_.where(begin, end - begin)};
}

std::vector<Word> Instruction::exec() const {
  std::vector<Word> words;
  for (const doc::View item : doc::items(node_["exec"]))
    words.push_back({std::string(item.text()), item.where()});
  return words;
}

std::vector<Word> Instruction::words() const {
  std::vector<Word> words;
  const std::string& text = rest_.text();
  for (std::size_t at = text.find_first_not_of(blanks); at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    words.push_back(part(at, end));
    at = std::min(text.find_first_not_of(blanks, end), text.size());
  }
  return words;
}

std::vector<Word> Instruction::quoted_words(char escape) const {
  std::vector<Word> words;
  const std::string& text = rest_.text();
  std::size_t begin = std::string::npos;
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote == 0 && is_blank(c)) {
      if (begin != std::string::npos) words.push_back(part(begin, at));
      begin = std::string::npos;
      continue;
    }
    if (begin == std::string::npos) begin = at;
    if (c == escape && quote != '\'')
      ++at;
    else if (quote == 0 && (c == '\'' || c == '"'))
      quote = c;
    else if (c == quote)
      quote = 0;
  }
  if (begin != std::string::npos) words.push_back(part(begin, text.size()));
  return words;
}

std::vector<doc::View> Instruction::heredocs() const {
  std::vector<doc::View> texts;
  for (const doc::View one : doc::items(node_["heredocs"])) texts.push_back(one["text"]);
  return texts;
}

}  // namespace placer::importers::dockerfile
