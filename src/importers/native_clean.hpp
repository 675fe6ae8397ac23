// Characters in keys and values that nobody sees: they cannot stand there.
#pragma once

#include "doc/document.hpp"

#include <placer/diagnostic.hpp>

namespace placer::importers {

/// Reports a control character (escapes of YAML can write what the door refuses in the raw) or white space
/// that is no blank, which makes a value or key unreadable without a visible reason. False where there is
/// one. A `name` may have white space of any kind.
bool check_clean(doc::View scalar, bool is_name, DiagnosticSink& sink);

}  // namespace placer::importers
