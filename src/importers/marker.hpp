// Words by which a text can be told to be a manifest, even where it cannot be read.
#pragma once

#include "rules/rule_set.hpp"

#include <string_view>
#include <vector>

namespace placer::importers {

/// Keys of other formats, those of the importers first; a manifest of theirs may well have a `name` or a
/// `memory` at its top.
const std::vector<std::string_view>& foreign_keys();

/// Whether one of them stands in a text as a key, or a key of the vocabulary at the beginning of a line, or
/// `name` and two more of the vocabulary where an entry begins: in JSON, or indented.
bool has_marker(std::string_view text, const rules::RuleSet& rules);

}  // namespace placer::importers
