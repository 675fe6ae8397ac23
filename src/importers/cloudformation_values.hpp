// Values of a CloudFormation template, read through its intrinsic functions.
//
// What a function comes to is worked out where its inputs stand in the template: `!Ref` to a parameter with a
// default (assumed), `!FindInMap`, `!Sub`, `!Join`, `!Split`, `!Select`, and `!If` with conditions on such
// values. Everything else is known only when the template is deployed and stays unresolved, with a note that
// says so. Who asks for a key, the items or the text of a value says thereby what shape it should have:
// another one is reported once, where it stands.
#pragma once

#include "doc/document.hpp"
#include "importers/draft.hpp"

#include <placer/diagnostic.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers {

class Template;
struct Intrinsic;
struct WrittenKey;

/// A value of a template with its intrinsics followed. False where there is nothing: no such key, null, or
/// `AWS::NoValue`. Valid while the template and its document are.
class Property {
 public:
  Property() = default;

  explicit operator bool() const { return value_.present; }
  bool is_mapping() const { return view_.is_mapping(); }
  bool is_sequence() const { return made_list_ || view_.is_sequence(); }
  /// Nobody can say what it is; it may be nothing if it is `open` besides.
  bool unresolved() const { return value_.present && value_.origin == Origin::unresolved; }
  bool open() const { return open_; }
  /// It stands there, whatever an `!If` or a macro turns out to say.
  bool certain() const { return *this && !open_; }
  Location where() const { return value_.where; }
  Origin origin() const { return value_.origin; }
  /// What it was taken from, or why it is unresolved.
  const std::string& note() const { return value_.note; }
  /// What stands in the template, before its intrinsics are followed.
  doc::View written() const { return written_; }
  /// What the manifest calls a key of this mapping.
  std::string called(std::string_view key) const;

  /// Itself; unresolved where it is neither a list (a mapping) nor nothing.
  Property list() const;
  Property mapping() const;
  /// The value of a key, merge keys included. What is within something unresolved is unresolved.
  Property operator[](std::string_view key) const;
  /// Whether the key is written, be it only to say that there is nothing: null, `AWS::NoValue`.
  bool has(std::string_view key) const;
  /// The items of a list that are there; empty for everything else.
  std::vector<Property> items() const;
  /// How well known it is which items are there: itself, or an `!If` of one of them that a default decided.
  Value counted() const;
  /// The entries of a mapping that are there.
  std::vector<std::pair<std::string_view, Property>> entries() const;
  /// As a scalar: a list or a mapping is unresolved.
  Value value() const;
  /// The same where true or false is expected, for which templates take the words of YAML 1.1 (`no`, `on`)
  /// too: "true" or "false" where it says one of them.
  Value boolean() const;

 private:
  friend class Template;
  Property within(doc::View part, std::string_view name) const;
  Property item(Property part) const;
  Property other_than(std::string_view expected) const;
  Property made_by(doc::View macro) const;
  doc::View child(std::string_view key) const;
  bool is_scalar() const { return value_.literal() && !view_ && !made_list_; }
  void report(std::string_view expected) const;
  WrittenKey key(std::string_view name) const;

  const Template* template_ = nullptr;
  doc::View written_;
  doc::View view_;              // where it led to, if that is a list or a mapping
  std::vector<Property> made_;  // the items of a list that a function made of a text
  Value value_;                 // text, place and origin
  std::string name_;            // the key that it stands under; of an item that of its list
  bool made_list_ = false;
  bool is_item_ = false;
  bool open_ = false;  // an `!If` that nobody can decide, or what a macro may bring
};

/// Where a value leads to, and what is known of it.
struct Reading {
  doc::View view;  ///< a list or a mapping, or the scalar that was followed
  Value value;     ///< present, with its place; of a scalar the text
};

/// What a format calls a key that a template has under another name.
struct WrittenKey {
  std::string_view name;
  bool is_list = true;  ///< false: the one item of what is a list in a template
};

/// A format that becomes a template: its variables, which are filled in before anything else is, and its
/// words.
class Variables {
 public:
  virtual ~Variables() = default;
  /// What a value is when they are: itself where there are none in it. Not for null.
  virtual Reading follow(doc::View value) const = 0;
  /// What stands there for a key of the template.
  virtual WrittenKey written_key(std::string_view key, Location /*where*/) const { return {key}; }
};

struct Resource {
  doc::View id;    ///< the key: its logical id
  doc::View body;  ///< Type, Properties, Metadata
  std::string_view type;
  std::string_view
      called;  ///< its type in the words of the format that became a template, which `Called` says
};

/// What says the type of a resource, be it with a small letter, which AWS refuses.
doc::View type_of(doc::View resource);

class Template {
 public:
  /// Without intrinsics, for formats that have none.
  explicit Template(DiagnosticSink& sink) : sink_(sink) {}
  /// What a format with variables of its own leaves out of a resource it may bring itself.
  Template(doc::View root, DiagnosticSink& sink, const Variables* variables = nullptr);
  Template(const Template&) = delete;  // properties refer to it
  Template& operator=(const Template&) = delete;

  /// `name` is what reports call it: the key that it stands under.
  Property read(doc::View value, std::string_view name = {}) const;
  /// The same, as it is where the condition of that resource holds.
  Property read_for(const Resource& resource, doc::View value, std::string_view name) const {
    return where_it_is_made(resource).read(value, name);
  }
  const std::vector<Resource>& resources() const { return resources_; }
  /// Null if the template has no resource of that logical id.
  const Resource* find(std::string_view id) const;
  /// Resources that add to what another one says: the services of a task, the aliases of a function. In
  /// document order, without those that are not made where it is or then refer to another one.
  std::vector<const Resource*> companions(std::string_view type, std::string_view id) const;
  /// Whether a resource may be there where the one of that logical id is: its condition does not rule it out.
  bool is_made_with(const Resource& other, std::string_view id) const;
  /// Whether a value refers to the resource of that logical id, seen from where that is made: of an `!If`
  /// that is decided only one branch counts.
  bool refers_to(doc::View value, std::string_view id) const;
  /// What stands in a resource with a condition is read as what it is where the condition holds.
  Property properties(const Resource& resource) const;
  /// Whether a condition of the template holds; nothing if there is none of that name.
  Property condition(std::string_view name) const;

 private:
  friend class Property;
  struct Call;
  struct Sections {
    std::map<std::string_view, doc::View> parameters, conditions, mappings;
  };

  Template(const Template& whole, std::string_view condition);
  void assume(std::string_view condition);
  void assume_equal(doc::View first, doc::View second);
  /// What scales a service that it calls by its name, beside what refers to one.
  void add_scaling_by_name();
  const Template& where_it_is_made(const Resource& resource) const;
  const Template& where_it_is_made(std::string_view id) const;
  Property assumed_condition(const Intrinsic& function) const;
  std::vector<doc::View> arguments(const Intrinsic& function) const;
  Property evaluate(doc::View value) const;
  Property apply(const Call& call) const;
  Property reference(std::string_view name, Location where) const;
  Property make_list(std::string_view text, std::string_view separator, const Value& from) const;
  Property substitute(const Call& call) const;
  Property find_in_map(const Call& call) const;
  Reading follow(doc::View value) const;
  Property as_read(Reading reading) const;
  Property literal_property(doc::View value) const;

  DiagnosticSink& sink_;
  const Variables* variables_ = nullptr;
  std::shared_ptr<const Sections> sections_ = std::make_shared<Sections>();
  // What holds where a resource is made: conditions, and parameters that they fix.
  std::map<std::string_view, bool> assumed_;
  std::map<std::string_view, std::string_view> fixed_;
  std::map<std::string_view, std::unique_ptr<const Template>> conditional_;  // by the condition of resources
  std::map<std::string_view, std::size_t> by_id_;
  std::vector<Resource> resources_;
  std::multimap<std::pair<std::string_view, std::string_view>, std::size_t> companions_;  // by type and id
};

}  // namespace placer::importers
