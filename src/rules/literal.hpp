// Values as rule files and manifests write them, read with the type of a fact. Shared by the rule loader (on
// tables that are still being made) and by the native importer (on a rule set), so that both speak one
// language.
#pragma once

#include "rules/rule_set.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace placer::rules {

/// The parts of a vocabulary that reading a value needs, from either form of a rule set.
class Vocabulary {
 public:
  explicit Vocabulary(const Tables& tables);
  explicit Vocabulary(const RuleSet& rules);

  std::span<const FactRow> facts() const { return facts_; }
  std::span<const Word> words(const FactRow& fact) const {
    return words_.subspan(fact.words.first, fact.words.count);
  }
  std::span<const Symbol> symbols(const FactRow& fact) const {
    return symbols_.subspan(fact.symbols.first, fact.symbols.count);
  }
  std::string_view text(TextRef ref) const { return {chars_ + ref.offset, ref.size}; }

 private:
  std::span<const FactRow> facts_;
  std::span<const Word> words_;
  std::span<const Symbol> symbols_;
  const char* chars_;
};

/// Reads one scalar as a value of the fact: a quantity or interval in its unit, a boolean (true, false), a
/// name of a choice (case-blind), or one of the fact's words. Texts, lists of texts and offerings have no
/// such value: nullopt with an error.
std::optional<Interval> parse_literal(const Vocabulary& vocabulary, const FactRow& fact,
                                      std::string_view text, QuantityError& error);

/// A value as text: "30s", "true", "http", "x86_64 or arm64".
std::string format_value(const Vocabulary& vocabulary, const FactRow& fact, const Interval& value);

/// "did you mean `timeout`?" or "" for a name that is no fact.
std::string suggest_fact(const Tables& tables, std::string_view name);

}  // namespace placer::rules
