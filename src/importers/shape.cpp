#include "importers/shape.hpp"

#include "importers/draft.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace placer::importers {

void report_shape(DiagnosticSink& sink, const Shape& shape) {
  const std::string code = "manifest.type";
  const std::vector<Diagnostic>& said = sink.in_order();
  if (std::any_of(said.begin(), said.end(), [&](const Diagnostic& one) {
        return (one.code == code || one.severity == Severity::error) && one.where.file == shape.where.file &&
               one.where.offset == shape.where.offset;
      }))
    return;
  const std::string name = printable(shape.name);
  const std::string what = shape.is_item ? fmt::format("an item of `{}`", name) : fmt::format("`{}`", name);
  std::string help = "write one number or text";
  if (shape.expected == "a list")
    help = fmt::format("write `{}: [...]`, or one `- ` item on each line", name);
  if (shape.expected.starts_with("a mapping"))
    help = shape.is_item ? "write `- key: value`, further keys below"
                         : fmt::format("write `{}:` and `key: value` lines below it", name);
  sink.report({shape.severity,
               code,
               fmt::format("{} is {} where {} is expected", what, shape.kind, shape.expected),
               shape.where,
               std::move(help),
               {}});
}

}  // namespace placer::importers
