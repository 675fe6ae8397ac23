// Nearly all real files that are no YAML are templates of YAML. This says so, instead of complaining of a
// bracket.
#pragma once

#include "doc/document.hpp"
#include "doc/tree_builder.hpp"

#include <placer/diagnostic.hpp>
#include <placer/source.hpp>

#include <optional>
#include <string_view>

namespace placer::doc {

/// If the document in `piece` failed with `failure` because it is a template (Helm, Jinja, cookiecutter, ERB,
/// …), makes the failure say that and with what to render it. Other failures stay as they are.
void explain_template(const SourceFile& file, Span piece, Diagnostic& failure);

/// Whether a text may be a template of ytt, whose marks are comments of YAML.
bool has_comment_marks(std::string_view text);

/// Where a document that could be read is such a template all the same: the failure that says so. The marks
/// stand in values that are missing, or at the top of the file. Asked of files that have such marks.
std::optional<Diagnostic> template_of_comments(const SourceFile& file, const Document& document);

}  // namespace placer::doc
