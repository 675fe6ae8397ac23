// The values of an instance, completed: what is known only after the plan is applied is a text that says so,
// and a reference to another instance stands where its value would.
#pragma once

#include "doc/edit.hpp"
#include "importers/terraform_plan.hpp"

#include <deque>
#include <span>
#include <string_view>
#include <vector>

namespace placer::importers::terraform {

/// An attribute that names a resource, and the types of those that it may name. A path goes through blocks:
/// `target.arn`.
struct ReferenceAttribute {
  std::string_view type, path;
  std::span<const std::string_view> targets;
};

class Values {
 public:
  /// Everything is put into `edit`, which is of the plan's document.
  Values(const Plan& plan, doc::Edit& edit) : plan_(plan), edit_(edit) {}

  /// The values as a mapping. Nulls are left out, and so is what nobody wrote and the provider fills in.
  /// References become `{"Fn::GetAtt": [address, "Arn"]}`, or a list of these.
  doc::View complete(const Instance& instance, std::span<const ReferenceAttribute> references = {});

 private:
  struct Part;

  static void open_entries(const Part& whole, doc::NodeIndex target, std::deque<Part>& open);
  static void open_items(const Part& whole, doc::NodeIndex target, std::deque<Part>& open);
  void put_unknown(const Part& part);
  bool put_reference(const Instance& instance, const Part& part,
                     std::span<const ReferenceAttribute> references);
  std::vector<const Instance*> targets_of(const Instance& instance, const Part& part,
                                          const ReferenceAttribute& attribute) const;

  const Plan& plan_;
  doc::Edit& edit_;
};

}  // namespace placer::importers::terraform
