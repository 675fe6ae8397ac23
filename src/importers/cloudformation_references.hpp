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

/// True where a macro, a loop, or a module that the command line packs in makes more than stands there.
bool is_expanded(doc::View root);

/// References to no resource and no parameter, and keys that are in no mapping; nothing where a macro may
/// bring them.
std::vector<TemplateMistake> missing_names(doc::View root, const Template& source);

}  // namespace placer::importers
