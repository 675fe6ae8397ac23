// What Lambda refuses of the settings of a function, whatever they are written in.
#pragma once

#include "importers/bounds.hpp"
#include "importers/draft.hpp"
#include "importers/lambda_function.hpp"

namespace placer::importers {

inline constexpr Bound provisioned_bound{"ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions",
                                         "aws-lambda.provisioned-minimum", 1};

/// How calls are handled that nobody waits for. SAM says it in the function, CloudFormation in a resource.
inline constexpr Bound asynchronous_bounds[] = {
    {"EventInvokeConfig", "MaximumRetryAttempts", "aws-lambda.asynchronous.retries", 0, 2},
    {"EventInvokeConfig", "MaximumEventAgeInSeconds", "aws-lambda.asynchronous.event-age", 60, 21'600, " s"},
};

/// Values that are not among those that it takes, and settings that exclude one another.
void check_function(Draft& draft, const FunctionSettings& settings);

/// SnapStart beside instances that are kept ready. An alias or a version may ask for those, too.
void check_snap_start(Draft& draft, const FunctionSettings& settings, const Value& provisioned);

}  // namespace placer::importers
