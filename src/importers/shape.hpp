// A value of another shape than its format wants: a list where one number belongs, a text where a mapping
// does.
#pragma once

#include <placer/diagnostic.hpp>

#include <string_view>

namespace placer::importers {

struct Shape {
  std::string_view name;  ///< the key that it stands under, or the fact that it says
  bool is_item = false;   ///< of the list under that key
  std::string_view kind;  ///< what it is: "a value"
  std::string_view expected;
  Location where;
  /// Written as it stands is a mistake. What a function or a template made of it may come out otherwise.
  Severity severity = Severity::error;
};

/// Reports it, once for each place, and nothing where an error was reported already.
void report_shape(DiagnosticSink& sink, const Shape& shape);

}  // namespace placer::importers
