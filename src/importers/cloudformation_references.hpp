// Names that a template refers to and does not have, which AWS refuses before anything is made.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

struct MissingName {
  std::string_view resource;  ///< in which it stands; empty outside of all
  std::string_view rule;
  Location where;
  std::string name;
};

/// References to no resource and no parameter, and keys that are in no mapping; nothing where a macro may
/// bring them.
std::vector<MissingName> missing_names(doc::View root, const Template& source);

}  // namespace placer::importers
