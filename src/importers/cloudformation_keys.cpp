// Tables of the properties that a resource and its parts have. AWS refuses every other name; one that is
// nearly one of them, or what another tool calls it, says what is meant.
#include "importers/cloudformation_keys.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {
namespace {

using Names = std::span<const std::string_view>;

// Of the resource schemas of CloudFormation, as @aws-cdk/aws-service-spec 0.1.216 of 2026-09-29 has them, and
// of https://github.com/aws/serverless-application-model/blob/develop/samtranslator/model/sam_resources.py
constexpr std::string_view of_lambda =
    "Architectures CapacityProviderConfig Code CodeSigningConfigArn DeadLetterConfig Description "
    "DurableConfig Environment EphemeralStorage FileSystemConfigs FunctionName FunctionScalingConfig Handler "
    "ImageConfig KmsKeyArn Layers LoggingConfig MemorySize PackageType PublishToLatestPublished "
    "RecursiveLoop ReservedConcurrentExecutions Role Runtime RuntimeManagementConfig SnapStart Tags "
    "TenancyConfig Timeout TracingConfig VpcConfig AcceleratorConfig";
constexpr std::string_view of_serverless =
    "Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties "
    "AutoPublishCodeSha256 CapacityProviderConfig CodeSigningConfigArn CodeUri DeadLetterQueue "
    "DeploymentPreference Description DurableConfig Environment EphemeralStorage EventInvokeConfig Events "
    "FileSystemConfigs FunctionName FunctionScalingConfig FunctionUrlConfig Handler ImageConfig ImageUri "
    "InlineCode KmsKeyArn Layers LoggingConfig MemorySize PackageType PermissionsBoundary Policies "
    "PropagateTags ProvisionedConcurrencyConfig PublishToLatestPublished RecursiveLoop "
    "ReservedConcurrentExecutions Role RolePath Runtime RuntimeManagementConfig SnapStart SourceKMSKeyArn "
    "Tags TenancyConfig Timeout Tracing VersionDeletionPolicy VersionDescription VpcConfig "
    "AcceleratorConfig";
constexpr std::string_view of_ecs_service =
    "AvailabilityZoneRebalancing CapacityProviderStrategy Cluster DeploymentConfiguration "
    "DeploymentController DesiredCount EnableECSManagedTags EnableExecuteCommand ForceNewDeployment "
    "HealthCheckGracePeriodSeconds LaunchType LoadBalancers NetworkConfiguration PlacementConstraints "
    "PlacementStrategies PlatformVersion PropagateTags Role SchedulingStrategy ServiceConnectConfiguration "
    "ServiceName ServiceRegistries Tags TaskDefinition VolumeConfigurations VpcLatticeConfigurations "
    "Monitoring";

/// Parts of a resource with the names that they take, as SAM hands them on.
struct Part {
  std::string_view type, key, names;
};
constexpr std::string_view any_function = "Function";
constexpr Part parts[] = {
    {"AWS::Lambda::Function", "", of_lambda},
    {"AWS::Serverless::Function", "", of_serverless},
    {any_function, "Environment", "Variables"},
    {any_function, "EphemeralStorage", "Size"},
    {any_function, "ImageConfig", "Command EntryPoint WorkingDirectory"},
    {any_function, "LoggingConfig", "ApplicationLogLevel LogFormat LogGroup SystemLogLevel"},
    {any_function, "ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions"},
    {any_function, "SnapStart", "ApplyOn"},
    {any_function, "VpcConfig", "Ipv6AllowedForDualStack SecurityGroupIds SubnetIds"},
    {"AWS::Lambda::Function", "Code",
     "ImageUri S3Bucket S3Key S3ObjectStorageMode S3ObjectVersion SourceKMSKeyArn ZipFile"},
    {"AWS::Lambda::Function", "DeadLetterConfig", "TargetArn"},
    {"AWS::Lambda::Function", "TracingConfig", "Mode"},
    {"AWS::ECS::Service", "", of_ecs_service},
    {"AWS::ECS::Service", "DeploymentConfiguration",
     "Alarms BakeTimeInMinutes CanaryConfiguration DeploymentCircuitBreaker EarlySuccessCriteria "
     "LifecycleHooks LinearConfiguration MaximumPercent MinimumHealthyPercent Strategy"},
    {"AWS::ECS::Service", "NetworkConfiguration", "AwsvpcConfiguration"},
};

/// What is not near to what it is called here: the words of other tools, and of the other type of function.
struct Misnomer {
  std::string_view name, meant;
};
constexpr Misnomer misnomers[] = {
    {"Memory", "MemorySize"},
    {"EnvironmentVariables", "Environment"},
    {"ReservedConcurrency", "ReservedConcurrentExecutions"},
    {"ProvisionedConcurrency", "ProvisionedConcurrencyConfig"},
    {"SubnetIds", "VpcConfig"},
    {"SecurityGroupIds", "VpcConfig"},
    {"Code", "CodeUri"},
    {"CodeUri", "Code"},
    {"TracingConfig", "Tracing"},
    {"Tracing", "TracingConfig"},
    {"DeadLetterConfig", "DeadLetterQueue"},
    {"DeadLetterQueue", "DeadLetterConfig"},
};

bool is_part_of(const Part& part, std::string_view type) {
  return part.type == type || (part.type == any_function &&
                               (type == "AWS::Lambda::Function" || type == "AWS::Serverless::Function"));
}

class Search {
 public:
  /// `name` is what the mapping is called in messages, with a full stop behind; empty for the resource.
  void look(doc::View mapping, const Part& part, std::string_view resource) {
    if (!mapping.is_mapping() || !intrinsic(mapping).name.empty()) return;
    const std::vector<std::string_view> known = words_of(part.names);
    for (const auto [key, value] : doc::entries(mapping)) {
      const std::string_view word = key.text();
      if (is_one_of(word, known) || word.starts_with("Fn::") || word.empty() || is_placeholder(word))
        continue;
      report(key, mapping, part, known, resource);
    }
  }

  std::vector<TemplateMistake> found;

 private:
  void report(doc::View key, doc::View mapping, const Part& part, Names known, std::string_view resource) {
    const std::string name = (part.key.empty() ? "" : std::string(part.key) + ".") + printable(key.text());
    std::string meant(meant_property(key.text(), known).value_or(""));
    // One that stands there too is not the one that was meant.
    if (!meant.empty() && mapping[meant]) meant.clear();
    // Nobody gives the environment anything but variables.
    if (meant.empty() && part.key == "Environment") meant = "Environment.Variables." + printable(key.text());
    const bool is_sure = !meant.empty();
    found.push_back({resource,
                     is_sure ? "cloudformation.misspelt-property" : "cloudformation.unknown-property",
                     key.where(), name, std::move(meant)});
  }
};

}  // namespace

std::optional<std::string_view> meant_property(std::string_view name, Names known) {
  if (const auto near = slip_of(name, known)) return near;
  for (const Misnomer& one : misnomers)
    if (one.name == name && is_one_of(one.meant, known)) return one.meant;
  return std::nullopt;
}

bool is_property(std::string_view type, std::string_view name) {
  return std::any_of(std::begin(parts), std::end(parts), [&](const Part& part) {
    return part.key.empty() && part.type == type && is_one_of(name, words_of(part.names));
  });
}

std::vector<TemplateMistake> mistaken_properties(doc::View root, const Template& source) {
  if (is_expanded(root)) return {};
  Search search;
  bool is_shared = false;
  for (const Resource& resource : source.resources()) {
    is_shared = is_shared || resource.type == "AWS::Serverless::Function";
    const doc::View properties = resource.body["Properties"];
    if (!intrinsic(properties).name.empty()) continue;
    for (const Part& part : parts)
      if (is_part_of(part, resource.type))
        search.look(part.key.empty() ? properties : properties[part.key], part, resource.id.text());
  }
  // The keys of what is shared are looked at with the globals.
  for (const Part& part : parts)
    if (is_shared && part.type == any_function) search.look(root["Globals"]["Function"][part.key], part, {});
  return std::move(search.found);
}

}  // namespace placer::importers
