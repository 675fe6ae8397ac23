// Nearly all real files that are no YAML are templates of YAML. This says so, instead of complaining of a
// bracket.
#pragma once

#include "doc/document.hpp"
#include "doc/tree_builder.hpp"

#include <placer/diagnostic.hpp>
#include <placer/source.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace placer::doc {

/// If the document in `piece` failed with `failure` because it is a template (Helm, Jinja, cookiecutter, ERB,
/// …), makes the failure say that and with what to render it. Other failures stay as they are.
void explain_template(const SourceFile& file, Span piece, Diagnostic& failure);

/// What could be read and is a template of ytt all the same, whose marks are comments of YAML. They stand in
/// values that are missing, or at the top of the file, which is looked at once for all of its documents.
class CommentTemplate {
 public:
  /// The file must outlive this.
  explicit CommentTemplate(const SourceFile& file);

  /// Where a document of the file is one, the failure that says so.
  std::optional<Diagnostic> failure_of(const Document& document) const;

 private:
  std::string_view text_;
  bool has_marks_;
  std::size_t top_;  // the mark at the top of the file, or npos
};

}  // namespace placer::doc
