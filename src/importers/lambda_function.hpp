// The settings of a Lambda function, which SAM, CloudFormation and the output of `aws lambda` call by the
// same names.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

/// What a function says itself, and what all functions of its template share.
struct FunctionSettings {
  Property own, shared;
  std::vector<std::string> ignored = {};  ///< keys that this function takes nothing of from the others

  /// What the function says counts, be it that there is no such value.
  Property get(std::string_view key) const { return is_said(own, key) ? own[key] : inherited(key); }
  /// The same for a key within a group; groups are merged key by key.
  Property get(std::string_view group, std::string_view key) const {
    const Property mine = own[group].mapping();
    return is_said(mine, key) ? mine[key] : inherited(group)[key];
  }
  /// What all functions share under a key and this one has besides its own: nothing where it says that there
  /// is nothing.
  Property inherited(std::string_view key) const {
    const bool none = own.has(key) && !own[key];
    return none || std::find(ignored.begin(), ignored.end(), key) != ignored.end() ? Property() : shared[key];
  }

 private:
  /// Or may be, where it is filled in elsewhere or a macro adds to what stands there.
  static bool is_said(const Property& settings, std::string_view key) {
    return settings.unresolved() || settings.has(key) || settings.has("Fn::Transform");
  }
};

/// What a function says of the Managed Instances that it runs on; plain CloudFormation has it one level
/// deeper than SAM.
Property managed_instances(const Property& provider);

/// Facts and target of a function.
void read_function(Draft& draft, const FunctionSettings& settings);

}  // namespace placer::importers
