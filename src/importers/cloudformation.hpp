// Templates of CloudFormation and of SAM, which is CloudFormation with shorter words for functions.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& cloudformation();

}  // namespace placer::importers
