// Reads and prints single values of facts. Words ("none", "any", names and their aliases) come before
// quantities, so that a vocabulary can give a name to any value.
#include "rules/literal.hpp"

#include "base/text.hpp"
#include "doc/scalar.hpp"

#include <fmt/core.h>

#include <vector>

namespace placer::rules {
namespace {

std::string names_of(const Vocabulary& vocabulary, const FactRow& fact) {
  std::string names;
  for (const Symbol& symbol : vocabulary.symbols(fact)) {
    if (!names.empty()) names += ", ";
    names += vocabulary.text(symbol.name);
  }
  return names;
}

bool is_joint(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == '-' || text[at] == '_' || text[at] == '.';
}

/// Whether the word stands in the text between joints, or at its beginning or end.
bool is_part(std::string_view word, std::string_view text) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || is_joint(text, at - 1)) && is_joint(text, at + word.size())) return true;
  return false;
}

/// The only word of which the text is a part ("v5e" of "tpu-v5e"); that it is one of two values says nothing.
std::string_view whole_of(const Vocabulary& vocabulary, const FactRow& fact, std::string_view text) {
  constexpr std::size_t telling = 3;  // letters
  if (text.size() < telling) return {};
  const Word* only = nullptr;
  for (const Word& word : vocabulary.words(fact)) {
    if (!is_part(text, vocabulary.text(word.text))) continue;
    if (only != nullptr && only->value != word.value) return {};
    if (only == nullptr) only = &word;
  }
  return only == nullptr ? std::string_view() : vocabulary.text(only->text);
}

std::string closest_word(const Vocabulary& vocabulary, const FactRow& fact, std::string_view text) {
  std::vector<std::string_view> words;
  for (const Word& word : vocabulary.words(fact)) words.push_back(vocabulary.text(word.text));
  const std::string_view whole = whole_of(vocabulary, fact, to_lower(text));
  const std::optional<std::string_view> near = whole.empty() ? closest(text, words) : whole;
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

std::optional<Interval> fail(QuantityError& error, std::string_view text, std::string message,
                             std::string help) {
  error = {0, static_cast<std::uint32_t>(text.size()), std::move(message), std::move(help)};
  return std::nullopt;
}

/// A value as a message repeats it: a long one only by its length.
std::string shown(std::string_view value) {
  return value.size() <= 80 ? fmt::format("`{}`", value) : fmt::format("a text of {} bytes", value.size());
}

std::optional<Interval> parse_boolean(std::string_view text, QuantityError& error) {
  doc::Reading<bool> reading = doc::read_boolean(text);
  if (reading.value) return *reading.value ? Interval{1, 1} : Interval{0, 0};
  if (to_lower(text) == "none") reading.help = "write false";
  return fail(error, text, fmt::format("expected true or false, got {}", shown(text)),
              std::move(reading.help));
}

}  // namespace

Vocabulary::Vocabulary(const Tables& tables)
    : facts_(tables.of<FactRow>()),
      words_(tables.of<Word>()),
      symbols_(tables.of<Symbol>()),
      chars_(tables.of<char>().data()) {}

Vocabulary::Vocabulary(const RuleSet& rules)
    : facts_(rules.rows<FactRow>()),
      words_(rules.rows<Word>()),
      symbols_(rules.rows<Symbol>()),
      chars_(rules.rows<char>().data()) {}

std::optional<Interval> parse_literal(const Vocabulary& vocabulary, const FactRow& fact,
                                      std::string_view text, QuantityError& error) {
  const std::string_view word = trim(text);
  const std::string lower = to_lower(word);
  for (const Word& candidate : vocabulary.words(fact))
    if (vocabulary.text(candidate.text) == lower) {
      // Words are taken in any letter case, but what YAML may take for a boolean only as it would be one.
      if ((lower == "true" || lower == "false") && !doc::read_boolean(word).value)
        return parse_boolean(word, error);
      return candidate.value;
    }
  switch (fact.type) {
    case FactType::boolean: return parse_boolean(word, error);
    case FactType::quantity:
    case FactType::numbers: return parse_quantity(text, fact.unit, error, fact.range);
    case FactType::choice: {
      std::string help = closest_word(vocabulary, fact, word);
      std::string names = names_of(vocabulary, fact);
      if (names.size() > 200) names = "a known name";
      return fail(error, text, fmt::format("expected {}, got {}", names, shown(word)), std::move(help));
    }
    default: return fail(error, text, "this fact has no value that could be compared", {});
  }
}

std::string format_value(const Vocabulary& vocabulary, const FactRow& fact, const Interval& value) {
  if (fact.type == FactType::boolean) {
    if (!value.is_point()) return "true or false";
    return value.low != 0 ? "true" : "false";
  }
  if (fact.type != FactType::choice) return format_quantity(value, fact.unit);
  std::string text;
  std::size_t left = fact.symbols.count;
  if (left > 3) {
    std::int64_t all = 0;
    for (const Symbol& symbol : vocabulary.symbols(fact)) all |= std::int64_t{1} << symbol.bit;
    if (value.low == all) return "any";
    for (const Word& word : vocabulary.words(fact))
      if (word.value == value && vocabulary.text(word.text) == "any") return "any";
  }
  for (const Symbol& symbol : vocabulary.symbols(fact)) {
    if ((value.low >> symbol.bit & 1) == 0) continue;
    if (!text.empty()) text += " or ";
    text += vocabulary.text(symbol.name);
  }
  return text;
}

}  // namespace placer::rules
