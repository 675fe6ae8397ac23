// What Lambda refuses of the settings of a function, whatever they are written in.
#pragma once

#include "importers/bounds.hpp"
#include "importers/draft.hpp"
#include "importers/lambda_function.hpp"

namespace placer::importers {

inline constexpr Bounded provisioned_bound{"ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions",
                                           "aws-lambda.provisioned-minimum"};

inline constexpr Bounded durable_bounds[] = {
    {"DurableConfig", "ExecutionTimeout", "aws-lambda.durable.execution-timeout", seconds_number},
    {"DurableConfig", "RetentionPeriodInDays", "aws-lambda.durable.retention"},
};

/// How calls are handled that nobody waits for. SAM says it in the function, CloudFormation in a resource.
inline constexpr Bounded asynchronous_bounds[] = {
    {"EventInvokeConfig", "MaximumRetryAttempts", "aws-lambda.asynchronous.retries"},
    {"EventInvokeConfig", "MaximumEventAgeInSeconds", "aws-lambda.asynchronous.event-age", seconds_number},
};

/// Values that are not among those that it takes, and settings that exclude one another.
void check_function(Draft& draft, const FunctionSettings& settings);

}  // namespace placer::importers
