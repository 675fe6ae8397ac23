// Values of a CloudFormation template, read through its intrinsic functions.
//
// What a function comes to is worked out where its inputs stand in the template: `!Ref` to a parameter with a
// default (assumed), `!FindInMap`, `!Sub`, `!Join`, `!Select`, and `!If` with conditions on such values.
// Everything else is known only when the template is deployed and stays unresolved, with a note that says so.
#pragma once

#include "doc/document.hpp"
#include "importers/draft.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers {

class Template;
struct Intrinsic;

/// A value of a template with its intrinsics followed. False where there is nothing: no such key, null, or
/// `AWS::NoValue`. Valid while the template and its document are.
class Property {
 public:
  Property() = default;

  explicit operator bool() const { return value_.present; }
  bool is_mapping() const { return view_.is_mapping(); }
  bool is_sequence() const { return view_.is_sequence(); }
  /// Nobody can say what it is; it may be nothing if it is `open` besides.
  bool unresolved() const { return value_.present && value_.origin == Origin::unresolved; }
  bool open() const { return open_; }
  Location where() const { return value_.where; }

  /// The value of a key, merge keys included. What is within something unresolved is unresolved.
  Property operator[](std::string_view key) const;
  /// Whether the key is written, be it only to say `AWS::NoValue`.
  bool has(std::string_view key) const;
  /// The items of a list that are there; empty for everything else.
  std::vector<Property> items() const;
  /// The entries of a mapping that are there.
  std::vector<std::pair<std::string_view, Property>> entries() const;
  /// As a scalar: a list or a mapping is unresolved.
  Value value() const;

 private:
  friend class Template;
  Property within(doc::View part) const;
  doc::View child(std::string_view key) const;

  const Template* template_ = nullptr;
  doc::View view_;     // where it led to, if that is a list or a mapping
  Value value_;        // text, place and origin
  bool open_ = false;  // an `!If` that nobody can decide
};

struct Resource {
  doc::View id;    ///< the key: its logical id
  doc::View body;  ///< Type, Properties, Metadata
  std::string_view type;
};

class Template {
 public:
  /// Without intrinsics, for formats that have none.
  Template() = default;
  explicit Template(doc::View root);
  Template(const Template&) = delete;  // properties refer to it
  Template& operator=(const Template&) = delete;

  Property read(doc::View value) const;
  const std::vector<Resource>& resources() const { return resources_; }
  /// Null if the template has no resource of that logical id.
  const Resource* find(std::string_view id) const;
  /// Resources that add to what another one says: the services of a task, the aliases of a function. In
  /// document order.
  std::vector<const Resource*> companions(std::string_view type, std::string_view id) const;
  Property properties(const Resource& resource) const { return read(resource.body["Properties"]); }

 private:
  friend class Property;
  struct Call;
  std::vector<doc::View> arguments(const Intrinsic& function) const;
  Property evaluate(doc::View value) const;
  Property apply(const Call& call) const;
  Property reference(std::string_view name, Location where) const;
  Property substitute(const Call& call) const;
  Property find_in_map(const Call& call) const;
  Property literal_property(doc::View value) const;

  std::map<std::string_view, doc::View> parameters_, conditions_, mappings_;
  std::map<std::string_view, std::size_t> by_id_;
  std::vector<Resource> resources_;
  std::multimap<std::pair<std::string_view, std::string_view>, std::size_t> companions_;  // by type and id
};

}  // namespace placer::importers
