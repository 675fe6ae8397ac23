// Plans of Terraform, as `terraform show -json` prints them.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& terraform_plan();

}  // namespace placer::importers
