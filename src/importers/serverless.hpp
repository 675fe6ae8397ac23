// Services of the Serverless Framework: a workload for each function.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

/// `serverless.yml` with `provider: {name: aws}`; functions of other providers are skipped.
const Importer& serverless_service();

}  // namespace placer::importers
