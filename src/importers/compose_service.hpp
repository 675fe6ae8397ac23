// A service of a Compose file as it is after everything it builds on: merge keys, `extends`, and the tags
// `!reset` and `!override`.
#pragma once

#include "doc/document.hpp"
#include "importers/compose_value.hpp"

#include <placer/diagnostic.hpp>

#include <initializer_list>
#include <map>
#include <string_view>
#include <vector>

namespace placer::importers::compose {

/// The services of one document by name.
using Services = std::map<std::string_view, doc::View>;

class Service {
 public:
  using Path = std::initializer_list<std::string_view>;

  /// Follows `extends` within the file and reports what cannot be followed.
  Service(const Services& services, doc::View key, doc::View definition, DiagnosticSink& sink);

  /// What stands at a path: in the service itself, else in what it extends. What is no mapping on the way
  /// there, and no list where items are asked for, is reported.
  doc::View find(Path path) const;
  Value value(Path path) const { return compose::value(find(path)); }
  /// The items of a list, which extending adds to: those of the service itself come first.
  std::vector<doc::View> items(Path path) const;
  /// Whether all of the service stands in this file.
  bool complete() const { return complete_; }

 private:
  std::vector<doc::View> at(Path path) const;
  bool is_other_than(doc::View value, doc::Kind wanted, std::string_view key) const;

  DiagnosticSink& sink_;
  std::vector<doc::View> layers_;  ///< the service itself first, then what it extends
  bool complete_ = true;
};

}  // namespace placer::importers::compose
