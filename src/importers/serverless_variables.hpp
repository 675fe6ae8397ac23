// Variables of the Serverless Framework: `${self:custom.memory, 512}`.
// https://www.serverless.com/framework/docs/guides/variables
//
// What leads to something in the same file is as good as written. What somebody may say when it is deployed
// (`opt`, `env`, `param`, `sls:stage`) is assumed to be its default; without one, and of every other source
// (`file`, `ssm`, `cf`, ...) nobody knows what it is.
#pragma once

#include "importers/cloudformation_values.hpp"

#include <map>
#include <string>
#include <string_view>

namespace placer::importers {

/// Where a value that may be missing or null leads to; there is nothing then.
inline Reading followed(const Variables& variables, doc::View value) {
  return value && !value.is_null() ? variables.follow(value) : Reading();
}

class ServerlessVariables final : public Variables {
 public:
  explicit ServerlessVariables(doc::View root) : root_(root) {}

  Reading follow(doc::View value) const override;
  WrittenKey written_key(std::string_view key, Location where) const override;
  /// Says of a list or mapping that was made from another value how well that is known.
  void remember(doc::NodeIndex made, const Value& known) { made_[made] = known; }

 private:
  class Expansion;
  struct Found;

  doc::View child(doc::View parent, std::string_view key) const;
  Found look_up(std::string_view path) const;

  doc::View root_;
  std::map<doc::NodeIndex, Value> made_;
  /// The entries of mappings that were looked into, since many values may refer to a large one.
  mutable std::map<doc::NodeIndex, std::map<std::string_view, doc::View>> entries_;
};

}  // namespace placer::importers
