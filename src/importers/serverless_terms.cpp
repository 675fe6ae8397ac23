// A table says where each setting goes. Keys as in
// https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml.
#include "importers/serverless_terms.hpp"

#include "doc/merge.hpp"
#include "importers/serverless_events.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace placer::importers {

/// A setting, and where SAM has it: under a key, perhaps in a group or as the one item of a list.
struct ServerlessTerms::Setting {
  std::string_view from, group, key;
  enum class Reach { function, shared } reach = Reach::function;  ///< shared: `provider` says it too
  bool in_list = false;
  Names names = {};            ///< of a mapping, the keys in it
  std::string_view word = {};  ///< what `true` stands for: a word, or with `names` a mapping
};

namespace {

using Renamed = std::pair<std::string_view, std::string_view>;
constexpr Renamed network[] = {{"subnetIds", "SubnetIds"}, {"securityGroupIds", "SecurityGroupIds"}};
constexpr Renamed file_system[] = {{"arn", "Arn"}, {"localMountPath", "LocalMountPath"}};
constexpr Renamed address[] = {{"invokeMode", "InvokeMode"}};
constexpr Renamed batch[] = {{"arn", "Queue"},
                             {"startingPosition", "StartingPosition"},
                             {"batchSize", "BatchSize"},
                             {"batchWindow", "MaximumBatchingWindowInSeconds"},
                             {"maximumBatchingWindow", "MaximumBatchingWindowInSeconds"},
                             {"parallelizationFactor", "ParallelizationFactor"},
                             {"maximumRetryAttempts", "MaximumRetryAttempts"},
                             {"maximumRecordAgeInSeconds", "MaximumRecordAgeInSeconds"},
                             {"tumblingWindowInSeconds", "TumblingWindowInSeconds"}};

/// What is put together otherwise.
constexpr Renamed beside[] = {{"events", "Events"},
                              {"maximumConcurrency", "ScalingConfig"},
                              {"maximumConcurrency", "MaximumConcurrency"}};

bool is_nothing(doc::View value) { return !value || value.is_null(); }

/// Of these the framework takes what `provider` says where the function says nothing, be it with a key of its
/// own. https://github.com/serverless/serverless/blob/v3/lib/plugins/aws/package/compile/functions.js
bool falls_back(std::string_view setting) { return setting == "memorySize" || setting == "timeout"; }

/// What says that there is none: the framework looks only at whether something is there.
bool says_none(std::string_view setting, std::string_view text) {
  return (setting == "vpc" && text == "false") || (setting == "provisionedConcurrency" && text == "0");
}

}  // namespace

doc::NodeIndex ServerlessTerms::function(doc::View written, doc::View extension) {
  const doc::NodeIndex target = settings(written, false, extension);
  put_events(target, written);
  return target;
}

doc::NodeIndex ServerlessTerms::provider(doc::View written) { return settings(written, true, {}); }

std::span<const ServerlessTerms::Setting> ServerlessTerms::all_settings() {
  using enum Setting::Reach;
  static constexpr Setting all[] = {
      {"handler", "", "Handler"},
      {"image", "", "ImageUri"},
      {"runtime", "", "Runtime", shared},
      {"memorySize", "", "MemorySize", shared},
      {"timeout", "", "Timeout", shared},
      {"layers", "", "Layers", shared},
      {"architecture", "", "Architectures", shared, true},
      {"ephemeralStorageSize", "EphemeralStorage", "Size"},
      {"environment", "Environment", "Variables", shared},
      {"vpc", "", "VpcConfig", shared, false, network},
      {"reservedConcurrency", "", "ReservedConcurrentExecutions"},
      {"provisionedConcurrency", "ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions"},
      {"maximumRetryAttempts", "EventInvokeConfig", "MaximumRetryAttempts"},
      {"maximumEventAge", "EventInvokeConfig", "MaximumEventAgeInSeconds"},
      {"fileSystemConfig", "", "FileSystemConfigs", function, true, file_system},
      {"snapStart", "SnapStart", "ApplyOn", function, false, {}, "PublishedVersions"},
      {"url", "", "FunctionUrlConfig", function, false, address, "an address"},
  };
  return all;
}

WrittenKey ServerlessTerms::written_key(std::string_view key) {
  key.remove_prefix(std::min(key.size(), key.find('.') + 1));
  for (const Setting& setting : all_settings())
    if (key == setting.key || key == setting.group) return {setting.from, !setting.in_list};
  for (const Names names : {Names(network), Names(file_system), Names(address), Names(batch)})
    for (const auto& [from, to] : names)
      if (key == to) return {from};
  for (const auto& [from, to] : beside)
    if (key == to) return {from};
  return {key};
}

doc::NodeIndex ServerlessTerms::settings(doc::View written, bool is_provider, doc::View extension) {
  const doc::NodeIndex target = edit_.add_empty(doc::none, {}, doc::Kind::mapping, written);
  const std::vector<doc::Entries::Entry> entries = doc::merged_entries(written);
  for (const Setting& setting : all_settings()) {
    const std::string_view name = setting.group.empty() ? setting.key : setting.group;
    if (const doc::View value = extension.is_mapping() ? doc::find_merged(extension, name) : doc::View()) {
      edit_.add_value(target, name, value);
      continue;
    }
    for (const auto& [key, value] : entries) {
      if (key.text() != setting.from || (is_provider && setting.reach != Setting::Reach::shared)) continue;
      if (is_provider || !is_nothing(value) || !falls_back(setting.from)) put(target, setting, value);
    }
  }
  return target;
}

doc::NodeIndex ServerlessTerms::unknown_provider(doc::View written) {
  const doc::NodeIndex target = edit_.add_empty(doc::none, {}, doc::Kind::mapping, written);
  for (const Setting& setting : all_settings())
    if (setting.reach == Setting::Reach::shared) put(target, setting, written);
  return target;
}

doc::NodeIndex ServerlessTerms::resources(doc::View written) {
  const doc::NodeIndex target = edit_.add_empty(doc::none, {}, doc::Kind::mapping, written);
  for (const std::string_view section : sections) {
    const doc::NodeIndex made = edit_.add_empty(target, section, doc::Kind::mapping, written);
    std::set<std::string_view> known;
    const auto add = [&](doc::View part) {
      for (const auto& [key, value] : doc::merged_entries(followed(variables_, part[section]).view))
        if (known.insert(key.text()).second) edit_.add_value(made, key.text(), value);
    };
    if (!written.is_sequence()) add(written);
    for (const doc::View item : doc::items(written)) add(followed(variables_, item).view);
  }
  return target;
}

void ServerlessTerms::put(doc::NodeIndex target, const Setting& setting, doc::View value) {
  // That there is nothing is said of the whole group.
  if (is_nothing(value))
    return edit_.add_value(target, setting.group.empty() ? setting.key : setting.group, value);
  const Reading reading = variables_.follow(value);
  if (says_none(setting.from, reading.value.text)) {
    const std::string_view key = setting.group.empty() ? setting.key : setting.group;
    edit_.add_empty(target, key, doc::Kind::null, value);
    return;
  }
  // What is neither is reported where the function is read.
  const bool is_switch = !setting.word.empty() && setting.names.empty() && reading.value.literal();
  if (!setting.word.empty() && (reading.value.text == "false" || (is_switch && reading.value.text != "true")))
    return;
  if (!setting.group.empty()) {
    const doc::View group = at(target)[setting.group];
    target = group ? group.index() : edit_.add_empty(target, setting.group, doc::Kind::mapping, value);
  }
  if (setting.in_list) target = edit_.add_empty(target, setting.key, doc::Kind::sequence, value);
  const bool is_yes = !setting.word.empty() && reading.value.text == "true";
  if (is_yes && setting.names.empty())
    edit_.add_text(target, setting.key, setting.word, value);
  else if (reading.view.is_mapping() && !setting.names.empty())
    rename(target, setting.key, value, setting.names);
  else if (is_yes)
    edit_.add_empty(target, setting.key, doc::Kind::mapping, value);
  else
    edit_.add_value(target, setting.key, value);
}

/// The mapping that a value is or leads to, with other keys.
doc::NodeIndex ServerlessTerms::rename(doc::NodeIndex parent, std::string_view key, doc::View value,
                                       Names names) {
  const doc::NodeIndex made = edit_.add_empty(parent, key, doc::Kind::mapping, value);
  const Reading reading = variables_.follow(value);
  variables_.remember(made, reading.value);
  const std::vector<doc::Entries::Entry> entries = doc::merged_entries(reading.view);
  for (const auto& [from, to] : names)
    for (const auto& [name, part] : entries)
      if (name.text() == from) edit_.add_value(made, to, part);
  return made;
}

/// Those of which Lambda reads batches; the others have nothing that could be looked at.
void ServerlessTerms::put_events(doc::NodeIndex target, doc::View function) {
  doc::NodeIndex events = doc::none;
  std::size_t count = 0;
  for (const ServerlessEvent& event : serverless_events(variables_, function)) {
    const std::string_view type = batch_event(variables_, event);
    if (type.empty()) continue;
    if (events == doc::none) events = edit_.add_empty(target, "Events", doc::Kind::mapping, event.written);
    const doc::NodeIndex made =
        edit_.add_empty(events, std::to_string(++count), doc::Kind::mapping, event.written);
    edit_.add_text(made, "Type", type, event.written);
    if (is_nothing(event.settings)) continue;
    if (!event.settings.is_mapping()) {
      const doc::NodeIndex properties =
          edit_.add_empty(made, "Properties", doc::Kind::mapping, event.written);
      edit_.add_value(properties, "Queue", event.settings);
      edit_.add_text(properties, "StartingPosition", "TRIM_HORIZON", event.written);
      continue;
    }
    const doc::NodeIndex properties = rename(made, "Properties", event.settings, batch);
    // What the framework sets where nothing is said.
    if (is_nothing(at(properties)["StartingPosition"]))
      edit_.add_text(properties, "StartingPosition", "TRIM_HORIZON", event.written);
    if (const doc::View most = event.settings["maximumConcurrency"]; !is_nothing(most))
      edit_.add_value(edit_.add_empty(properties, "ScalingConfig", doc::Kind::mapping, most),
                      "MaximumConcurrency", most);
  }
}

}  // namespace placer::importers
