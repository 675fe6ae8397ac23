// Words by which a text can be told to be a manifest, even where it cannot be read.
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

/// Keys of other formats, those of the importers first; a manifest of theirs may well have a `name` or a
/// `memory` at its top.
const std::vector<std::string_view>& foreign_keys();

/// Whether one of them stands in a text as a key, or a key of the vocabulary at the beginning of a line, or
/// `name` and two more of the vocabulary where an entry begins: in JSON, or indented.
bool has_marker(std::string_view text, const rules::RuleSet& rules);

/// What a document of no known format has at its top: "`steps` and `images`", or "a list". Words that placer
/// has too say nothing about it, unless there are no others. Empty for an empty document.
std::string describe_top(doc::View root, const rules::RuleSet& rules);

/// All formats that are read, in words.
std::string describe_formats();

}  // namespace placer::importers
