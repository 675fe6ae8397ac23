// Names that a template refers to and does not have, which AWS refuses before anything is made.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

/// Something for which the template is refused as a whole, and the check that says so.
struct TemplateMistake {
  std::string_view resource;  ///< in which it stands; empty outside of all
  std::string_view rule;
  Location where;
  std::string name;
  std::string meant = {};
};

/// True where a macro that is not AWS's own reads the template as a whole, or a module is packed in.
bool has_macro(doc::View root);

/// True where a macro, a loop, or a module that the command line packs in makes more than stands there.
bool is_expanded(doc::View root);

/// Logical ids are letters and digits; other texts in `${…}` belong to somebody else.
bool is_logical_id(std::string_view name);

/// What the names of resources begin with that SAM or a module makes: no one can say that they are missing.
std::vector<std::string_view> made_elsewhere(doc::View root, const Template& source);

/// References to no resource and no parameter, and keys that are in no mapping; nothing where a macro may
/// bring them.
std::vector<TemplateMistake> missing_names(doc::View root, const Template& source);

}  // namespace placer::importers
