// The settings of a Lambda function, which SAM, CloudFormation and the output of `aws lambda` call by the
// same names.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers {

/// What a function says itself, and what all functions of its template share.
struct FunctionSettings {
  Property own, shared;

  /// What the function says counts, be it that there is no such value.
  Property get(std::string_view key) const {
    return own.unresolved() || own.has(key) ? own[key] : shared[key];
  }
  /// The same for a key within a group; groups are merged key by key.
  Property get(std::string_view group, std::string_view key) const {
    const Property mine = own[group].mapping();
    return mine.unresolved() || mine.has(key) ? mine[key] : shared[group][key];
  }
};

/// Facts and target of a function.
void read_function(Draft& draft, const FunctionSettings& settings);

}  // namespace placer::importers
