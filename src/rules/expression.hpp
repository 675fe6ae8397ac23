// The little boolean language of `when:`, `require:` and `core_when:`, compiled to post-order nodes.
//
//   expression := comparison | expression "and" expression | expression "or" expression | "not" expression |
//   "(" expression ")" comparison := FACT ("==" | "!=" | "<" | "<=" | ">" | ">=") LITERAL | FACT "in" "["
//   LITERAL {"," LITERAL} "]" | "known" "(" FACT ")"
//
// A literal is read with the type and unit of the fact beside it, so a wrong unit is an error when rules
// load.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>

#include <string_view>

namespace placer::rules {

struct ExpressionOptions {
  bool allow_known = false;       ///< advice and criteria only: `known` is not monotone in what is known
  bool allow_properties = false;  ///< properties, computed and derived values may be used
  bool read_once = false;         ///< each fact at most once
};

/// Compiles `text`, which stands at `where` in a rule file, and appends its nodes to the tables. On an error,
/// reports it with a caret under the guilty part and returns an empty range.
Range<Node> compile_expression(std::string_view text, Location where, const ExpressionOptions& options,
                               Tables& tables, DiagnosticSink& sink);

/// The name of a fact (not an alias) to its index, while tables are being made; no_fact if there is none.
FactId find_fact(const Tables& tables, std::string_view key);

}  // namespace placer::rules
