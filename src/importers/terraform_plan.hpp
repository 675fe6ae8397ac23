// A Terraform plan, as `terraform show -json` prints it: the instances of resources that there will be, with
// what of them is known only after the plan is applied, and the expressions that their values come from.
// https://developer.hashicorp.com/terraform/internals/json-format
#pragma once

#include "doc/document.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers::terraform {

/// The names of modules, one in the other, with the index of the instance: `cluster`, `zone["a"]`. Without
/// the index it is any instance.
using Scope = std::vector<std::string_view>;

/// One resource, or one of several that a count or a for_each makes of it.
struct Instance {
  doc::View address;        ///< `module.cluster.aws_lambda_function.web[0]`
  std::string_view type;    ///< "aws_lambda_function"
  std::string_view local;   ///< within its module: "web[0]"
  Scope scope;              ///< of its module
  doc::View planned;        ///< what is planned: address, type, values
  doc::View change;         ///< what is to be done; false where the plan does not say
  doc::View configuration;  ///< where it is written; false where the plan does not say
  bool is_data = false;     ///< it is only looked up
};

class Plan {
 public:
  explicit Plan(doc::View root);

  /// In document order. What is only to be destroyed is not among them.
  const std::vector<Instance>& instances() const { return instances_; }
  /// Resources without an address, which are no instances.
  const std::vector<doc::View>& nameless() const { return nameless_; }
  /// Null if there is none of that address.
  const Instance* find(std::string_view address) const;
  /// The instances that an expression of this one refers to: directly, through variables and outputs of
  /// modules, and through what a for_each goes over.
  std::vector<const Instance*> referred(const Instance& from, doc::View expression) const;
  /// The instances of a type with this text in one of the values by which others name it.
  std::vector<const Instance*> named(std::string_view type, std::string_view text) const;
  /// The region in which its provider works, if that is written down or a variable; a false view otherwise.
  doc::View region(const Instance& instance) const;

 private:
  struct Reference;

  void add_module(doc::View module);
  doc::View module_call(const Scope& scope) const;
  doc::View module_configuration(const Scope& scope) const;
  doc::View configuration_of(const Instance& instance);
  doc::View constant(doc::View expression, Scope scope) const;
  static std::string_view key_in(const Scope& scope, const Instance& from);
  doc::View for_each_in(const Scope& scope, const Instance& from) const;
  static void open(const Reference& reference, const Scope& scope, doc::View expression, const Instance& from,
                   std::vector<Reference>& next);
  std::vector<Reference> follow(const Reference& reference, const Instance& from) const;
  static bool has_key(const Instance& one, const Reference& reference, std::string_view local);
  std::vector<const Instance*> named_by(const Reference& reference) const;

  doc::View root_;
  std::vector<Instance> instances_;
  std::vector<doc::View> nameless_;
  std::map<std::string_view, doc::View> changes_;  // by address
  using Name = std::pair<std::string_view, std::string_view>;
  std::map<std::string_view, std::size_t> by_address_;
  std::multimap<Name, std::size_t> written_as_;  // by type and the name in the expressions
  std::multimap<Name, std::size_t> called_;      // by type and what others call them by
  /// Written resources by the module that they stand in and their name in it.
  std::map<doc::NodeIndex, std::map<std::string_view, doc::View>> written_;
};

/// The parts of an address or a reference, which dots in an index do not end: `module`, `a["x.y"]`, `arn`.
std::vector<std::string_view> parts_of(std::string_view address);

}  // namespace placer::importers::terraform
