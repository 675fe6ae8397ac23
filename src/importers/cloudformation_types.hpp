// Types of resources: those that are read, and what stands beside them in their namespaces.
#pragma once

#include <string_view>

namespace placer::importers {

/// The type that is meant by one that there is not: AWS::Serverless::Function by AWS::Serverless::Functon.
/// Empty where the type is one that there is, or is near to none whose mistake would hide a workload.
std::string_view meant_type(std::string_view type);

}  // namespace placer::importers
