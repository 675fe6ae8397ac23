// What `aws lambda` says of a function.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& lambda_configuration();

}  // namespace placer::importers
