// Nearly all real files that are no YAML are templates of YAML. This says so, instead of complaining of a
// bracket.
#pragma once

#include "doc/tree_builder.hpp"

#include <placer/diagnostic.hpp>
#include <placer/source.hpp>

namespace placer::doc {

/// If the document in `piece` failed with `failure` because it is a template (Helm, Jinja, cookiecutter, ERB,
/// …), makes the failure say that and with what to render it. Other failures stay as they are.
void explain_template(const SourceFile& file, Span piece, Diagnostic& failure);

}  // namespace placer::doc
