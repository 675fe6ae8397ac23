// The keys of rule files as a table: what src/rules/load_*.cpp asks for, with what each key takes and means.
// A test compares it with the lists of keys that the loader itself names in its messages.
#pragma once

#include <span>
#include <string_view>

namespace placer::schema {

struct RuleKey {
  std::string_view name;
  /// A definition of the schema; behind it `[]` for a list of them, `{}` for a mapping to them.
  std::string_view type;
  std::string_view summary = {};
  bool required = false;
};

/// One kind of mapping.
struct RuleObject {
  std::string_view name;   ///< of its definition
  std::string_view title;  ///< as the loader's messages call it
  std::span<const RuleKey> keys;
};

/// What the top of a file holds, told by one of its keys; the first kind whose key is there counts.
struct RuleFileKind {
  std::string_view key, object;
};

std::span<const RuleObject> rule_objects();
std::span<const RuleFileKind> rule_file_kinds();

}  // namespace placer::schema
