// Reading a mapping key by key: which keys there are, which were not expected, and what they were probably
// meant to be. Used by everything that reads placer's own formats.
#pragma once

#include "doc/document.hpp"

#include <placer/diagnostic.hpp>

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace placer::doc {

/// Describes what is being read, for messages: prefix of diagnostic codes and name of the thing.
struct FieldContext {
  std::string_view code;  ///< "rules" gives rules.unknown-key, rules.missing-key, rules.type
  std::string_view what;  ///< with its article: "a limit has no key `factt`"
};

/// Reports every key of the mapping that is not among `expected`, with the nearest expected one. Returns
/// false if the node is no mapping at all (reported too).
bool check_keys(View mapping, std::span<const std::string_view> expected, const FieldContext& context,
                DiagnosticSink& sink);
inline bool check_keys(View mapping, std::initializer_list<std::string_view> expected,
                       const FieldContext& context, DiagnosticSink& sink) {
  return check_keys(mapping, std::span<const std::string_view>(expected.begin(), expected.size()), context,
                    sink);
}

/// The text of a scalar under a key. A missing key is an error; so is a value that is no scalar, or an empty
/// text. "" and a report then.
std::string_view required_text(View mapping, std::string_view key, const FieldContext& context,
                               DiagnosticSink& sink);
/// The same, but a missing key is `fallback`.
std::string_view optional_text(View mapping, std::string_view key, std::string_view fallback,
                               const FieldContext& context, DiagnosticSink& sink);
/// A boolean under a key; a missing key is `fallback`, anything but true or false an error.
bool optional_boolean(View mapping, std::string_view key, bool fallback, const FieldContext& context,
                      DiagnosticSink& sink);
/// The value of a key as a sequence; nullopt where it is missing, and reported where it is something else.
View optional_sequence(View mapping, std::string_view key, const FieldContext& context, DiagnosticSink& sink);
/// The value of a key as a mapping, likewise.
View optional_mapping(View mapping, std::string_view key, const FieldContext& context, DiagnosticSink& sink);

}  // namespace placer::doc
