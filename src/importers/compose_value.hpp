// Values of Compose files: scalars in which variables stand for what the caller's environment says.
#pragma once

#include "doc/document.hpp"
#include "importers/draft.hpp"

#include <string_view>
#include <vector>

namespace placer::importers::compose {

/// A scalar with its variables filled in by their own defaults: `${NAME:-default}` and `${NAME-default}` are
/// assumed to be the default, `$$` is a dollar sign, and a variable without a default leaves the whole value
/// unresolved. A value that comes out empty is not there.
Value value(doc::View scalar);

/// The same for a text that is part of a scalar, which stands at `where`.
Value value(std::string_view text, Location where);

/// The same for true or false, for which Compose takes the words of YAML 1.1 too: "true" or "false" where it
/// is one of them.
Value boolean(doc::View scalar);

/// The rest of a text from a variable on whose brace nothing closes: "${TAG:-1.27". Empty without one.
std::string_view unclosed_variable(std::string_view text);
/// What begins like a variable and has no name: `${1}`, `${}`. Empty where there is none.
std::string_view nameless_variable(std::string_view text);

/// The parts of a text between separators; those inside `${…}` separate nothing.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace placer::importers::compose
