// Types of other namespaces may differ from these in a letter: AWS::EKS::Cluster is one, so that a namespace
// that is not among them is a slip only where what stands behind it makes it sure.
#include "importers/cloudformation_types.hpp"

#include "base/text.hpp"
#include "importers/draft.hpp"
#include "importers/spelling.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace placer::importers {
namespace {

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
// and
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html
constexpr std::string_view types[] = {
    "AWS::Serverless::Api",
    "AWS::Serverless::Application",
    "AWS::Serverless::CapacityProvider",
    "AWS::Serverless::Connector",
    "AWS::Serverless::Function",
    "AWS::Serverless::GraphQLApi",
    "AWS::Serverless::HttpApi",
    "AWS::Serverless::LayerVersion",
    "AWS::Serverless::SimpleTable",
    "AWS::Serverless::StateMachine",
    "AWS::Serverless::WebSocketApi",
    "AWS::Lambda::Alias",
    "AWS::Lambda::CapacityProvider",
    "AWS::Lambda::CodeSigningConfig",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::LayerVersionPermission",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Url",
    "AWS::Lambda::Version",
    "AWS::ECS::CapacityProvider",
    "AWS::ECS::Cluster",
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS::ECS::ExpressGatewayService",
    "AWS::ECS::PrimaryTaskSet",
    "AWS::ECS::Service",
    "AWS::ECS::TaskDefinition",
    "AWS::ECS::TaskSet",
    "AWS::Batch::ComputeEnvironment",
    "AWS::Batch::ConsumableResource",
    "AWS::Batch::JobDefinition",
    "AWS::Batch::JobQueue",
    "AWS::Batch::SchedulingPolicy",
    "AWS::Batch::ServiceEnvironment",
    "AWS::AppRunner::AutoScalingConfiguration",
    "AWS::AppRunner::ObservabilityConfiguration",
    "AWS::AppRunner::Service",
    "AWS::AppRunner::VpcConnector",
    "AWS::AppRunner::VpcIngressConnection",
};

std::string letters_of(std::string_view type) {
  std::string letters;
  for (const char c : to_lower(type))
    if (c >= 'a' && c <= 'z') letters += c;
  return letters;
}

std::string_view namespace_of(std::string_view type) { return type.substr(0, type.rfind("::")); }

std::string_view name_of(std::string_view type) {
  const std::size_t colons = type.rfind("::");
  return colons == std::string_view::npos ? type : type.substr(colons + 2);
}

}  // namespace

std::string_view meant_type(std::string_view type) {
  if (is_placeholder(type) || std::find(std::begin(types), std::end(types), type) != std::end(types))
    return {};
  const auto meant = slip_of(type, types);
  if (!meant) return {};
  const std::string_view name = name_of(*meant);
  const bool is_sure = name_of(type) == name && (name == "Function" || name == "JobDefinition");
  const bool is_near =
      is_sure || namespace_of(type) == namespace_of(*meant) || letters_of(type) == letters_of(*meant);
  return is_near ? *meant : std::string_view();
}

}  // namespace placer::importers
