// Keys as in https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml. How the framework
// takes others: https://www.serverless.com/framework/docs/configuration-validation.
#include "importers/serverless_keys.hpp"

#include "doc/merge.hpp"
#include "importers/draft.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

namespace placer::importers {
namespace {

constexpr std::string_view of_function[] = {"architecture",
                                            "awsKmsKeyArn",
                                            "build",
                                            "condition",
                                            "dependsOn",
                                            "description",
                                            "destinations",
                                            "disableLogs",
                                            "environment",
                                            "events",
                                            "ephemeralStorageSize",
                                            "fileSystemConfig",
                                            "handler",
                                            "image",
                                            "kmsKeyArn",
                                            "layers",
                                            "logRetentionInDays",
                                            "logs",
                                            "maximumEventAge",
                                            "maximumRetryAttempts",
                                            "memorySize",
                                            "name",
                                            "onError",
                                            "package",
                                            "provisionedConcurrency",
                                            "reservedConcurrency",
                                            "role",
                                            "runtime",
                                            "runtimeManagement",
                                            "snapStart",
                                            "tags",
                                            "timeout",
                                            "tracing",
                                            "url",
                                            "versionFunction",
                                            "vpc"};
constexpr std::string_view of_provider[] = {"alb",
                                            "apiGateway",
                                            "apiKeys",
                                            "apiName",
                                            "architecture",
                                            "cfnRole",
                                            "cloudFront",
                                            "deploymentBucket",
                                            "deploymentMethod",
                                            "deploymentPrefix",
                                            "disableRollback",
                                            "ecr",
                                            "endpointType",
                                            "environment",
                                            "eventBridge",
                                            "httpApi",
                                            "iam",
                                            "iamManagedPolicies",
                                            "iamRoleStatements",
                                            "kmsKeyArn",
                                            "lambdaHashingVersion",
                                            "layers",
                                            "logRetentionInDays",
                                            "logs",
                                            "memorySize",
                                            "metrics",
                                            "name",
                                            "notificationArns",
                                            "profile",
                                            "region",
                                            "resourcePolicy",
                                            "role",
                                            "rolePermissionsBoundary",
                                            "rollbackConfiguration",
                                            "runtime",
                                            "runtimeManagement",
                                            "s3",
                                            "stackName",
                                            "stackParameters",
                                            "stackPolicy",
                                            "stackTags",
                                            "stage",
                                            "tags",
                                            "timeout",
                                            "tracing",
                                            "usagePlan",
                                            "versionFunctions",
                                            "vpc",
                                            "vpcEndpointIds",
                                            "websocket",
                                            "websocketsApiName",
                                            "websocketsApiRouteSelectionExpression",
                                            "websocketsDescription"};

void report(doc::View key, std::string_view what, std::string help, DiagnosticSink& sink) {
  sink.warning("manifest.passed-over",
               fmt::format("the Serverless Framework has no key `{}` for {}, and passes it over",
                           printable(key.text()), what),
               key.where(), std::move(help));
}

void check(doc::View mapping, std::span<const std::string_view> keys, std::string_view what,
           DiagnosticSink& sink) {
  for (const auto& [key, value] : doc::merged_entries(mapping))
    if (const auto meant = slip_of(key.text(), keys); meant && !doc::find_merged(mapping, *meant))
      report(key, what, fmt::format("did you mean `{}`?", *meant), sink);
}

}  // namespace

void check_function_keys(doc::View function, DiagnosticSink& sink) {
  check(function, of_function, "a function", sink);
}

void check_provider_keys(doc::View provider, DiagnosticSink& sink) {
  check(provider, of_provider, "`provider`", sink);
  for (const auto& [key, value] : doc::merged_entries(provider))
    if (key.text() == "ephemeralStorageSize") report(key, "`provider`", "say it of each function", sink);
}

}  // namespace placer::importers
