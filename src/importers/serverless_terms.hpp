// A function of the Serverless Framework in the terms of SAM, which it becomes when it is deployed: another
// document that has the same values in the same places under other keys.
#pragma once

#include "doc/edit.hpp"
#include "importers/serverless_variables.hpp"

#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace placer::importers {

class ServerlessTerms {
 public:
  ServerlessTerms(doc::View root, ServerlessVariables& variables)
      : edit_(*root.document()), variables_(variables) {}

  /// The settings of a function, and of its events those that are read in batches; `written` is a mapping.
  /// Properties of `extension` take the place of those that the framework makes of it.
  doc::NodeIndex function(doc::View written, doc::View extension);
  /// What `provider` says for all functions.
  doc::NodeIndex provider(doc::View written);
  /// The same for a provider that stands elsewhere: nobody knows what it shares.
  doc::NodeIndex unknown_provider(doc::View written);
  /// Resources that are a list of templates, or have sections in other files, as one template.
  doc::NodeIndex resources(doc::View written);
  static constexpr std::array<std::string_view, 4> sections{"Parameters", "Conditions", "Mappings",
                                                            "Resources"};
  /// What the framework calls a key of SAM, with or without the group that it is in.
  static WrittenKey written_key(std::string_view key);
  /// Valid once everything is translated.
  doc::View at(doc::NodeIndex index) const { return {&edit_.document(), index}; }

 private:
  struct Setting;
  using Names = std::span<const std::pair<std::string_view, std::string_view>>;

  static std::span<const Setting> all_settings();
  doc::NodeIndex settings(doc::View written, bool is_provider, doc::View extension);
  void put(doc::NodeIndex target, const Setting& setting, doc::View value);
  doc::NodeIndex rename(doc::NodeIndex parent, std::string_view key, doc::View value, Names names);
  void put_events(doc::NodeIndex target, doc::View function);

  doc::Edit edit_;
  ServerlessVariables& variables_;
};

}  // namespace placer::importers
