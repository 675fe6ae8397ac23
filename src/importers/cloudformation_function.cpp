// The settings are those of lambda_function.cpp; a template adds the globals and what starts the function.
#include "importers/cloudformation_function.hpp"

#include "base/conversion.hpp"
#include "importers/cloudformation_events.hpp"
#include "importers/cloudformation_queue.hpp"
#include "importers/cloudformation_stream.hpp"
#include "importers/dockerfile_build.hpp"
#include "importers/lambda_checks.hpp"

#include <fmt/core.h>

namespace placer::importers {
namespace {

/// The events of a SAM function, and the address that it may have.
void add_events(Draft& draft, const Property& properties, const FunctionSettings& settings,
                std::vector<Trigger>& triggers) {
  for (const auto& [name, event] : properties["Events"].entries()) {
    check_event_type(draft, event);
    check_event_properties(draft, event);
    const Property settings_of_event = event["Properties"];
    const bool off = settings_of_event["Enabled"].value().text == "false" ||
                     settings_of_event["State"].value().text == "DISABLED";
    if (!off) triggers.push_back(event_trigger(event));
  }
  const Property url = settings.get("FunctionUrlConfig");
  if (url.certain() && url.is_mapping() && !url.has("Fn::Transform") &&
      !settings.get("FunctionUrlConfig", "AuthType"))
    draft.violation("aws-lambda.url.who-missing", url.where());
  if (url.certain()) triggers.push_back({"http", {}, "FunctionUrlConfig", {}, url.where()});
}

struct UrlWord {
  std::string_view key, first, second, check;
};
constexpr UrlWord url_words[] = {{"AuthType", "AWS_IAM", "NONE", "aws-lambda.url.auth-type"},
                                 {"InvokeMode", "BUFFERED", "RESPONSE_STREAM", "aws-lambda.url.invoke-mode"}};

/// An address of the function: who may call it, and whether it answers while it goes on.
void read_url(Draft& draft, const Value& who, const Value& how) {
  for (const UrlWord& word : url_words) {
    const Value& value = word.key == "AuthType" ? who : how;
    if (value.literal() && value.text != word.first && value.text != word.second)
      draft.violation(word.check, value.where, value.text, fmt::format("{} or {}", word.first, word.second));
  }
  if (how && !how.literal()) return draft.unresolved("streaming", how);
  const bool streams = how.text == "RESPONSE_STREAM";
  if (streams || how.text == "BUFFERED")
    draft.set("streaming", streams ? Interval{1, 1} : Interval{0, 0}, how.where, Origin::derived, {},
              fmt::format("its address answers in the mode {}", how.text));
  if (const Fact* network = draft.find("private_network");
      streams && network != nullptr && network->has_value() && network->value.low == 1)
    draft.violation("aws-lambda.url.stream-in-vpc", how.where);
}

void read_urls(Draft& draft, const Template& source, const FunctionSettings& settings,
               const std::vector<Trigger>& triggers) {
  read_url(draft, settings.get("FunctionUrlConfig", "AuthType").value(),
           settings.get("FunctionUrlConfig", "InvokeMode").value());
  for (const Trigger& trigger : triggers)
    if (const Resource* url = source.find(trigger.resource);
        url != nullptr && url->type == "AWS::Lambda::Url") {
      const Property properties = source.properties(*url);
      read_url(draft, properties["AuthType"].value(), properties["InvokeMode"].value());
      if (properties.certain() && properties.is_mapping() && !properties["AuthType"])
        draft.violation("aws-lambda.url.who-missing", properties.where());
    }
}

/// Instances that a version or an alias of the function keeps ready. Together they come out of what is
/// reserved for the function.
void read_provisioned(Draft& draft, const Template& source, std::string_view id,
                      const FunctionSettings& settings) {
  std::vector<Value> provisioned{
      settings.get("ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions").value()};
  for (const std::string_view type : {"AWS::Lambda::Alias", "AWS::Lambda::Version"})
    for (const Resource* resource : source.companions(type, id)) {
      const Property config = source.properties(*resource)["ProvisionedConcurrencyConfig"];
      provisioned.push_back(config["ProvisionedConcurrentExecutions"].value());
      draft.quantity("scale.min", provisioned.back(), whole_number);
      check_bound(draft, provisioned.back(), provisioned_bound);
    }
  for (const Resource* resource : source.companions("AWS::Lambda::EventInvokeConfig", id))
    for (const Bounded& bound : asynchronous_bounds)
      check_bound(draft, source.properties(*resource)[bound.key].value(), bound);
  const Value reserved = settings.get("ReservedConcurrentExecutions").value();
  QuantityError error;
  const auto most = reserved.literal() ? whole_number(reserved.text, error) : std::nullopt;
  std::int64_t left = most.value_or(0);
  for (const Value& one : provisioned) {
    const auto count = one.literal() ? whole_number(one.text, error) : std::nullopt;
    if (!most || !count) continue;
    if (*count > left)
      return draft.violation("aws-lambda.provisioned-above-reserved", one.where, one.text, reserved.text);
    left -= *count;
  }
}

/// SAM keeps instances ready for the alias that it makes itself.
void check_alias(Draft& draft, const FunctionSettings& settings) {
  const Property provisioned = settings.get("ProvisionedConcurrencyConfig");
  if (provisioned.certain() && !settings.get("AutoPublishAlias"))
    draft.violation("aws-lambda.provisioned-alias", provisioned.where());
}

/// The settings of a function; what it ignores of the globals stands beside its `Type`.
FunctionSettings settings_of(const Template& source, const Resource& resource, const Property& globals) {
  FunctionSettings settings{source.properties(resource),
                            source.read_for(resource, globals.written(), "Function")};
  const Property ignored = source.read(resource.body["IgnoreGlobals"], "IgnoreGlobals");
  if (!ignored.is_sequence() && ignored.value().text == "*") return {settings.own, {}};
  for (const Property& key : ignored.items()) settings.ignored.push_back(key.value().text);
  return settings;
}

/// SAM builds the image of a function from what stands in its metadata.
void read_image_build(Draft& draft, const Template& source, const Resource& resource,
                      const FunctionSettings& settings) {
  const Property metadata = source.read(resource.body["Metadata"], "Metadata");
  const Value package = settings.get("PackageType").value();
  if (!metadata.is_mapping() || package.text != "Image") return;
  if (!metadata["DockerContext"] && !metadata["Dockerfile"]) return;
  Build build{metadata["DockerContext"].value(), metadata["Dockerfile"].value(),
              metadata["DockerBuildTarget"].value()};
  for (const auto& [name, value] : metadata["DockerBuildArgs"].entries())
    build.arguments.emplace_back(name, value.value());
  build.listens = false;
  read_build(draft, build);
}

}  // namespace

void read_template_function(Draft& draft, const Template& source, const Resource& resource,
                            const Property& globals, std::vector<Trigger> triggers) {
  const FunctionSettings settings = settings_of(source, resource, globals);
  if (resource.type == "AWS::Serverless::Function") check_alias(draft, settings);
  add_events(draft, settings.own, settings, triggers);
  read_deployed_function(draft, source, resource.id.text(), settings, triggers);
  if (resource.type == "AWS::Serverless::Function") read_image_build(draft, source, resource, settings);
}

void read_deployed_function(Draft& draft, const Template& source, std::string_view id,
                            const FunctionSettings& settings, const std::vector<Trigger>& triggers) {
  read_function(draft, settings);
  read_provisioned(draft, source, id, settings);
  check_streams(draft, source, id, settings.own["Events"]);
  check_queues(draft, source, id, settings.own["Events"], settings.get("Timeout").value());
  read_urls(draft, source, settings, triggers);
  apply_triggers(draft, triggers, "aws-lambda.schedule");
  check_gateways(draft, triggers, settings.get("Timeout").value());
}

}  // namespace placer::importers
