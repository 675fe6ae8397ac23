// https://github.com/aws/serverless-application-model/blob/develop/samtranslator/plugins/globals/globals.py,
// as tables. What is far from all that they hold may be newer than they are.
#include "importers/cloudformation_globals.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_keys.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace placer::importers {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view of_function[] = {"Handler",
                                            "Runtime",
                                            "CodeUri",
                                            "DeadLetterQueue",
                                            "Description",
                                            "MemorySize",
                                            "Timeout",
                                            "VpcConfig",
                                            "Environment",
                                            "Tags",
                                            "PropagateTags",
                                            "Tracing",
                                            "KmsKeyArn",
                                            "AutoPublishAlias",
                                            "AutoPublishAliasAllProperties",
                                            "Layers",
                                            "DeploymentPreference",
                                            "RolePath",
                                            "PermissionsBoundary",
                                            "ReservedConcurrentExecutions",
                                            "ProvisionedConcurrencyConfig",
                                            "AssumeRolePolicyDocument",
                                            "EventInvokeConfig",
                                            "FileSystemConfigs",
                                            "CodeSigningConfigArn",
                                            "Architectures",
                                            "SnapStart",
                                            "EphemeralStorage",
                                            "FunctionUrlConfig",
                                            "RuntimeManagementConfig",
                                            "LoggingConfig",
                                            "RecursiveLoop",
                                            "SourceKMSKeyArn",
                                            "TenancyConfig",
                                            "DurableConfig",
                                            "CapacityProviderConfig",
                                            "FunctionScalingConfig",
                                            "PublishToLatestPublished",
                                            "VersionDeletionPolicy"};
constexpr std::string_view of_api[] = {"Auth",
                                       "Name",
                                       "DefinitionUri",
                                       "CacheClusterEnabled",
                                       "CacheClusterSize",
                                       "MergeDefinitions",
                                       "Variables",
                                       "EndpointConfiguration",
                                       "MethodSettings",
                                       "BinaryMediaTypes",
                                       "MinimumCompressionSize",
                                       "Cors",
                                       "GatewayResponses",
                                       "AccessLogSetting",
                                       "CanarySetting",
                                       "TracingEnabled",
                                       "OpenApiVersion",
                                       "Domain",
                                       "AlwaysDeploy",
                                       "PropagateTags",
                                       "SecurityPolicy",
                                       "EndpointAccessMode"};
constexpr std::string_view of_http_api[] = {"Auth",         "AccessLogSettings", "StageVariables",
                                            "Tags",         "CorsConfiguration", "DefaultRouteSettings",
                                            "Domain",       "RouteSettings",     "FailOnWarnings",
                                            "PropagateTags"};
constexpr std::string_view of_web_socket_api[] = {"AccessLogSettings",
                                                  "ApiKeySelectionExpression",
                                                  "DefaultRouteSettings",
                                                  "DisableExecuteApiEndpoint",
                                                  "DisableSchemaValidation",
                                                  "Domain",
                                                  "FailOnWarnings",
                                                  "IpAddressType",
                                                  "PropagateTags",
                                                  "RouteSelectionExpression",
                                                  "RouteSettings",
                                                  "StageVariables",
                                                  "Tags"};
constexpr std::string_view of_simple_table[] = {"SSESpecification"};
constexpr std::string_view of_state_machine[] = {"PropagateTags"};
constexpr std::string_view of_layer_version[] = {"PublishLambdaVersion"};
constexpr std::string_view of_capacity_provider[] = {
    "VpcConfig",     "OperatorRole", "Tags",         "InstanceRequirements",
    "ScalingConfig", "KmsKeyArn",    "PropagateTags"};
/// What each function says for itself.
constexpr std::string_view of_each_function[] = {
    "FunctionName", "ImageUri", "PackageType",           "InlineCode",         "Role",
    "Policies",     "Events",   "AutoPublishCodeSha256", "VersionDescription", "ImageConfig"};

struct Section {
  std::string_view name;
  Names keys;
  Names elsewhere = {};  ///< keys of the resource that may not be shared
};
const Section sections[] = {{"Function", of_function, of_each_function},
                            {"Api", of_api},
                            {"HttpApi", of_http_api},
                            {"WebSocketApi", of_web_socket_api},
                            {"SimpleTable", of_simple_table},
                            {"StateMachine", of_state_machine},
                            {"LayerVersion", of_layer_version},
                            {"CapacityProvider", of_capacity_provider}};

constexpr std::string_view section_names[] = {
    "Function",    "Api",          "HttpApi",      "WebSocketApi",
    "SimpleTable", "StateMachine", "LayerVersion", "CapacityProvider"};

class Search {
 public:
  void look(doc::View globals) {
    for (const auto [name, shared] : doc::entries(globals)) {
      const std::string_view word = name.text();
      const auto section = std::find_if(std::begin(sections), std::end(sections),
                                        [word](const Section& one) { return one.name == word; });
      if (section == std::end(sections))
        report(name, word, section_names);
      else
        for (const auto [key, value] : doc::entries(shared)) check_key(*section, key);
    }
  }

  std::vector<TemplateMistake> found;

 private:
  void check_key(const Section& section, doc::View key) {
    if (is_one_of(key.text(), section.keys)) return;
    const std::string name = fmt::format("{}.{}", section.name, key.text());
    if (is_one_of(key.text(), section.elsewhere))
      found.push_back({{}, "cloudformation.unshared-key", key.where(), printable(name), {}});
    else
      report(key, name, section.keys);
  }

  void report(doc::View key, std::string_view name, Names known) {
    const auto meant = meant_property(key.text(), known);
    found.push_back({{},
                     meant ? "cloudformation.misspelt-global" : "cloudformation.unknown-global",
                     key.where(),
                     printable(name),
                     std::string(meant.value_or(""))});
  }
};

}  // namespace

std::vector<TemplateMistake> mistaken_globals(doc::View globals) {
  Search search;
  search.look(globals);
  return std::move(search.found);
}

}  // namespace placer::importers
