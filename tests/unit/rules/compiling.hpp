// Expressions in tests: compiled against the vocabulary of the small rule set, judged over written facts.
#pragma once

#include "rules/evaluate.hpp"
#include "rules/expression.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace placer::test {

/// The tables of a rule set as they are while one is made, so that expressions can be added.
rules::Tables tables_of(const rules::RuleSet& rules);

/// An expression over the small vocabulary; `nodes` is empty if it was refused.
class Expression {
 public:
  explicit Expression(const std::string& text, const rules::ExpressionOptions& options = {});

  bool accepted() const { return !nodes_.empty(); }
  std::size_t node_count() const { return nodes_.size(); }
  /// What is wrong with it, as a person sees it; "" if nothing is.
  const std::string& rendered() const { return rendered_; }
  /// "guilty text | message", and " | help" where there is one; "" if nothing is wrong.
  const std::string& problem() const { return problem_; }
  /// "yes", "no", or "unknown (facts that could decide it)" for facts like "timeout: 30s, trigger: http".
  std::string judge(const std::string& facts) const;

 private:
  rules::RuleSet rules_;
  std::vector<rules::Node> nodes_;
  std::string rendered_, problem_;
};

/// Slots with the facts of a text like "timeout: 30s..1min, trigger: [http, queue], regions: [north]" and all
/// others unknown. Texts live in `texts`.
std::vector<rules::Slot> slots_of(const rules::RuleSet& rules, const std::string& facts,
                                  std::deque<std::vector<std::string>>& texts);

/// "a, b" for the facts of a set.
std::string names_of(const rules::RuleSet& rules, const FactSet& facts);

}  // namespace placer::test
