// How intrinsic functions are written: `!Ref Name` or `{"Ref": "Name"}`, `!Sub …` or `{"Fn::Sub": …}`.
#pragma once

#include "doc/document.hpp"
#include "importers/draft.hpp"

#include <placer/diagnostic.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

/// A call of an intrinsic function. `name` without `!` and `Fn::`; empty: the value is no call.
struct Intrinsic {
  std::string_view name;
  doc::View argument;  ///< in the short form the value itself
};

Intrinsic intrinsic(doc::View value);

/// As messages call it: "!Ref Name", "!ImportValue".
std::string describe(const Intrinsic& call);

/// A piece of the text of `!Sub`: plain text, or the name in `${Name}`.
struct SubPart {
  std::string_view text;
  bool is_name = false;
};
std::vector<SubPart> sub_parts(std::string_view text);

/// The logical ids that a value refers to with Ref, GetAtt and Sub, at any depth, in document order.
std::vector<std::string_view> references(doc::View value);

/// Warns, once for each place, of what a macro or a loop of that key makes.
void report_unexpanded(DiagnosticSink& sink, std::string_view key, Location where);

/// A value that nobody can say, and why.
Value open_value(Location where, std::string note);
/// What follows from both values is no better known than the weaker.
void weaken(Value& value, const Value& by);

}  // namespace placer::importers
