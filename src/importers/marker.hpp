// Words by which a text can be told to be a manifest, even where it cannot be read.
#pragma once

#include "rules/rule_set.hpp"

#include <array>
#include <string_view>

namespace placer::importers {

/// Keys of other formats; a manifest of theirs may well have a `name` or a `memory` at its top.
inline constexpr std::array<std::string_view, 8> foreign_keys{
    "apiVersion",           "kind",         "Resources", "services",
    "containerDefinitions", "FunctionName", "functions", "planned_values"};

/// Whether one of them stands in a text as a key, or a key of the vocabulary at the beginning of a line, or
/// `name` and two more of the vocabulary where an entry begins: in JSON, or indented.
bool has_marker(std::string_view text, const rules::RuleSet& rules);

}  // namespace placer::importers
